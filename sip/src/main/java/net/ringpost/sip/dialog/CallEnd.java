// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipResponse;
import org.jspecify.annotations.Nullable;

/**
 * Why a call ended or did not come about.
 *
 * @param message what ended it, if a message did: a refusal, a BYE or a CANCEL with its Reason
 * @param text for people, in English; may be empty
 */
public record CallEnd(Cause cause, @Nullable SipMessage message, String text) {
  /** The kinds of ends. */
  public enum Cause {
    /** We hung up a call that stood. */
    HUNG_UP,
    /** The other side hung up a call that stood. */
    REMOTE_HUNG_UP,
    /** Not answered: the caller gave up; at the callee, the CANCEL's Reason may say more. */
    CANCELLED,
    /** The caller gave up while the callee answered; the call stood for a moment. */
    CANCELLED_TOO_LATE,
    /** The callee, or a proxy, answered with a final response other than 2xx. */
    REFUSED,
    /** The time that the caller gave for an answer is over (RFC 3261 §13.3.1). */
    EXPIRED,
    /** Nobody answered at all. */
    TIMED_OUT,
    /** The request could not be sent. */
    UNREACHABLE,
    /** We answered, but the caller never acknowledged it (RFC 3261 §13.3.1.4). */
    NOT_ACKNOWLEDGED,
    /** The other side does not know the call any more (RFC 3261 §12.2.1.2). */
    LOST
  }

  static CallEnd of(Cause cause) {
    return new CallEnd(cause, null, "");
  }

  static CallEnd refused(SipResponse response) {
    return new CallEnd(Cause.REFUSED, response, response.code() + " " + response.reason());
  }

  static CallEnd unreachable(String reason) {
    return new CallEnd(Cause.UNREACHABLE, null, reason);
  }
}
