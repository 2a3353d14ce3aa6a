// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.history;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import net.ringpost.db.calling.CallOutcome;
import net.ringpost.db.calling.CallRow;
import org.jspecify.annotations.Nullable;

/**
 * A call as one of its two sides sees it.
 *
 * @param direction {@code in} or {@code out}
 * @param from number or address of the caller
 * @param fromName may be empty
 * @param to number or address of the callee
 * @param toName may be empty
 * @param answeredAt null if it was not
 * @param endedAt null while it is not over, and where the two telephones ended it without the
 *     server
 * @param missed whether it came in and was not answered
 * @param status the final SIP status, 0 while there is none; of a call that was answered but failed
 *     what a telephone gave as the cause; of one that nobody but voice mail answered 200 if a
 *     message was kept, else 204
 */
record HistoryEntry(
    UUID id,
    @Schema(allowableValues = {"in", "out"}) String direction,
    String from,
    String fromName,
    String to,
    String toName,
    Instant startedAt,
    @Nullable Instant answeredAt,
    @Nullable Instant endedAt,
    CallOutcome outcome,
    boolean missed,
    int status) {

  static HistoryEntry of(CallRow row, long member) {
    boolean outgoing = row.callerKey() != null && row.callerKey() == member;
    return new HistoryEntry(
        row.key(),
        outgoing ? "out" : "in",
        row.callerAddress(),
        row.callerName(),
        row.calleeAddress(),
        row.calleeName(),
        Instant.ofEpochMilli(row.startedAt()),
        instant(row.answeredAt()),
        instant(row.endedAt()),
        row.outcome(),
        !outgoing && row.answeredAt() == null && missed(row.outcome()),
        row.status());
  }

  // Who declines knows of the call; who was talking, away or too late does not. Where it was
  // redirected to it may have been answered.
  private static boolean missed(CallOutcome outcome) {
    return switch (outcome) {
      case MISSED, BUSY, CANCELLED, NO_TERMINAL, FAILED -> true;
      case IN_PROGRESS, ANSWERED, DECLINED, REDIRECTED -> false;
    };
  }

  private static @Nullable Instant instant(@Nullable Long millis) {
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }
}
