// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.history;

import java.time.Instant;
import java.util.UUID;
import net.ringpost.db.account.Account;
import net.ringpost.sip.message.Status;
import org.jspecify.annotations.Nullable;

/**
 * Is told of every attempt to call, on the signalling loop; must not block. An attempt is told of
 * when it begins and when its outcome is known; its end only if the server stays in the dialog,
 * since two terminals that talk directly hang up without it.
 */
public interface CallLog {
  /** For those who want no history. */
  CallLog NONE =
      new CallLog() {
        @Override
        public void began(Attempt attempt) {}

        @Override
        public void decided(UUID call, Instant at, Status outcome) {}

        @Override
        public void ended(UUID call, Instant at, @Nullable Status failure) {}

        @Override
        public void voicemail(UUID call, boolean kept) {}
      };

  /**
   * An attempt.
   *
   * @param call its own
   * @param caller the member who calls, or null
   * @param callerAddress who calls: the member's number, else as From says
   * @param callee the member who is called, or null if the number is nobody's
   * @param dialled the number as dialled
   */
  record Attempt(
      UUID call,
      Instant at,
      @Nullable Account caller,
      String callerAddress,
      @Nullable Account callee,
      String dialled) {}

  /** It begins. */
  void began(Attempt attempt);

  /**
   * How it came out.
   *
   * @param outcome 200 if it was answered, else what the caller was told; 487 if the caller gave up
   */
  void decided(UUID call, Instant at, Status outcome);

  /**
   * Somebody hung up.
   *
   * @param failure what the telephone that did gave as the cause, if it was no talk: no sound could
   *     cross; null if it was one
   */
  void ended(UUID call, Instant at, @Nullable Status failure);

  /**
   * Voice mail has answered a call that is decided.
   *
   * @param kept whether there is a message now; before the end of the call there is none
   */
  void voicemail(UUID call, boolean kept);
}
