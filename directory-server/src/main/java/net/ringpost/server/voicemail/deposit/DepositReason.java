// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail.deposit;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import net.ringpost.sip.message.HeaderField;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What who has left a message is told at the end of the call: whether it was kept, by a Reason (RFC
 * 3326) of a protocol of our own, {@code voicemail}: 200 if it was, 204 if there is none.
 *
 * <p>DEVIATION RFC 3326 §1: also in the 200 to a BYE; others pass over it.
 */
final class DepositReason {
  private static final String PROTOCOL = "voicemail";
  private static final int PATIENCE_SECONDS = 2;

  private DepositReason() {}

  static Reason reason(boolean kept) {
    return kept
        ? new Reason(PROTOCOL, 200, "The message was kept")
        : new Reason(PROTOCOL, 204, "No message was kept");
  }

  /**
   * Tells as soon as it is known, or after two seconds: then nothing is claimed.
   *
   * @param told is given what to say, or null, on any thread
   */
  static void whenKnown(CompletableFuture<Boolean> kept, Consumer<@Nullable Reason> told) {
    CompletableFuture<Boolean> waited = kept.copy().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS);
    var unused =
        waited.whenComplete((there, failure) -> told.accept(there == null ? null : reason(there)));
  }

  /** As it stands in a message. */
  static List<HeaderField> fields(@Nullable Reason why) {
    return why == null ? List.of() : List.of(HeaderField.of(HeaderName.REASON, why.toString()));
  }
}
