// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.Uri;
import org.jspecify.annotations.Nullable;

/** How a user agent reaches others, and is reached. */
public interface Paths {
  /**
   * The way to the next hop: for the own domain the server's flow, for an address directly there.
   *
   * @param nextHop the topmost Route, or the Request-URI if there is none
   * @return null if there is no way, so that the request fails as unreachable
   */
  @Nullable Flow toward(Uri nextHop);

  /** The Contact by which we are reached by those beyond this flow. */
  SipUri contact(Flow flow);
}
