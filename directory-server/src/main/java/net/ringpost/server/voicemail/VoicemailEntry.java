// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail;

import java.time.Instant;
import java.util.UUID;
import net.ringpost.db.voicemail.VoicemailKind;
import net.ringpost.db.voicemail.VoicemailRow;
import org.jspecify.annotations.Nullable;

/**
 * A message as its owner sees it.
 *
 * @param from number or address of the caller
 * @param fromName may be empty
 * @param durationMs how long it plays
 * @param size of its content, in bytes
 * @param heard whether it was played or marked as heard
 * @param deletedAt null if it is not deleted
 * @param call the ID of the call in which it was left, as in the call history; null if that is not
 *     known
 */
record VoicemailEntry(
    String id,
    String from,
    String fromName,
    Instant receivedAt,
    long durationMs,
    VoicemailKind kind,
    long size,
    boolean heard,
    @Nullable Instant deletedAt,
    @Nullable UUID call) {

  static VoicemailEntry of(VoicemailRow row) {
    Long deleted = row.deletedAt();
    return new VoicemailEntry(
        row.id(),
        row.callerAddress(),
        row.callerName(),
        Instant.ofEpochMilli(row.receivedAt()),
        row.durationMs(),
        row.kind(),
        row.size(),
        row.heardAt() != null,
        deleted == null ? null : Instant.ofEpochMilli(deleted),
        row.call());
  }
}
