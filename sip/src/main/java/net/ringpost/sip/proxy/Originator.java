// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.proxy;

import net.ringpost.sip.message.NameAddr;
import org.jspecify.annotations.Nullable;

/** Whom a request comes from, as far as the proxy vouches for it. */
public interface Originator {
  /** The key of the originator's account; 0 for somebody who has none here. */
  long account();

  /** Whether it is a trusted peer, whose word about the caller's identity is kept (RFC 3325 §4). */
  boolean trusted();

  /**
   * The identity that the proxy asserts (RFC 3325 §9.1); null if it asserts none.
   *
   * @param host the domain under which the originator called
   */
  @Nullable NameAddr asserted(String host);
}
