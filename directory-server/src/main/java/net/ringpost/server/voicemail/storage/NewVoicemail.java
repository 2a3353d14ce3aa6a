// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail.storage;

import java.time.Instant;
import java.util.UUID;
import net.ringpost.db.voicemail.VoicemailKind;
import net.ringpost.db.voicemail.VoicemailRow;
import org.jspecify.annotations.Nullable;

/**
 * A message that is about to be recorded.
 *
 * @param account the key of the member it is left for
 * @param callerAddress number or SIP address; only the first 512 characters are kept
 * @param callerName may be empty; only the first 128 characters are kept
 * @param at when the recording begins
 * @param call the key of the call in the call history, null if there is none
 */
public record NewVoicemail(
    long account,
    String callerAddress,
    String callerName,
    VoicemailKind kind,
    Instant at,
    @Nullable UUID call) {
  private static final int MOST_ADDRESS = 512;
  private static final int MOST_NAME = 128;

  /** The same, begun at another time. */
  public NewVoicemail at(Instant when) {
    return new NewVoicemail(account, callerAddress, callerName, kind, when, call);
  }

  VoicemailRow row(String id, String content) {
    return new VoicemailRow(
        id,
        account,
        content,
        clipped(callerAddress, MOST_ADDRESS),
        clipped(callerName, MOST_NAME),
        at.toEpochMilli(),
        0,
        kind,
        0,
        false,
        null,
        null,
        call);
  }

  private static String clipped(String text, int most) {
    return text.codePointCount(0, text.length()) <= most
        ? text
        : text.substring(0, text.offsetByCodePoints(0, most));
  }
}
