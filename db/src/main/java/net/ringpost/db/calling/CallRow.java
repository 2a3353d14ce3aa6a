// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.calling;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An attempt to call.
 *
 * @param key its own, chosen by who writes it; ordered by when it started (RFC 9562 §5.7)
 * @param callerKey the calling member, null if it is none of ours
 * @param callerAddress number or SIP address
 * @param callerName may be empty
 * @param calleeKey the called member, null if it is none of ours
 * @param calleeAddress number or SIP address
 * @param calleeName may be empty
 * @param startedAt milliseconds since 1970
 * @param answeredAt likewise; null if it was not
 * @param endedAt likewise; null while it is not over, or where the server did not see the end since
 *     it takes no part in the talk
 * @param outcome what became of it
 * @param status the final SIP status, 0 while there is none; of a call that voice mail answered
 *     {@link #MESSAGE_KEPT} or {@link #NO_MESSAGE}
 */
public record CallRow(
    UUID key,
    @Nullable Long callerKey,
    String callerAddress,
    String callerName,
    @Nullable Long calleeKey,
    String calleeAddress,
    String calleeName,
    long startedAt,
    @Nullable Long answeredAt,
    @Nullable Long endedAt,
    CallOutcome outcome,
    int status) {

  /** The status of a call that voice mail answered, with a message that was kept. */
  public static final int MESSAGE_KEPT = 200;

  /** The status of a call that voice mail answered, while there is no message. */
  public static final int NO_MESSAGE = 204;

  /** The same call with another status. */
  public CallRow withStatus(int other) {
    return new CallRow(
        key,
        callerKey,
        callerAddress,
        callerName,
        calleeKey,
        calleeAddress,
        calleeName,
        startedAt,
        answeredAt,
        endedAt,
        outcome,
        other);
  }

  /** The same call, ended so, unless it was over before. */
  public CallRow ended(CallEndRow end) {
    if (endedAt != null) {
      return this;
    }
    boolean failed = end.failure() != 0;
    return new CallRow(
        key,
        callerKey,
        callerAddress,
        callerName,
        calleeKey,
        calleeAddress,
        calleeName,
        startedAt,
        answeredAt,
        end.at(),
        failed ? CallOutcome.FAILED : outcome,
        failed ? end.failure() : status);
  }
}
