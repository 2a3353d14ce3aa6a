// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import org.jspecify.annotations.Nullable;

/** Answers challenges (RFC 3261 §22). */
public interface Authenticator {
  /** Has no credentials. */
  Authenticator NONE = (request, challenge) -> null;

  /**
   * The request with credentials.
   *
   * @param request as sent before, but without Via; may hold credentials that were refused, or that
   *     answered another challenge
   * @param challenge a 401 or 407
   * @return null to give up: no credentials, or the same have been refused already
   */
  @Nullable SipRequest answer(SipRequest request, SipResponse challenge);
}
