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

  /**
   * Whether a challenge that is not answered says that the credentials are wrong: they answered a
   * fresh challenge, and the server challenged anew without calling it stale (RFC 7616 §3.3).
   * Otherwise it may accept them later.
   *
   * @param request as sent last
   * @param challenge the 401 or 407 to it
   */
  default boolean refused(SipRequest request, SipResponse challenge) {
    return false;
  }
}
