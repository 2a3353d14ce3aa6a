// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.voicemail;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message that was left for a member.
 *
 * @param id 32 hexadecimal digits, random: nobody guesses it
 * @param account the key of the member it was left for
 * @param content what its content is called in the store of contents; 32 hexadecimal digits
 * @param callerAddress number or SIP address
 * @param callerName may be empty
 * @param receivedAt when its recording began, in milliseconds since 1970
 * @param durationMs how long it plays; 0 while it is being recorded
 * @param kind sound, or pictures too
 * @param size of its content in bytes; 0 while it is being recorded
 * @param complete whether it is whole and may be listed; else it is being recorded, or the server
 *     ended while it was
 * @param heardAt in milliseconds since 1970; null if it is new
 * @param deletedAt likewise; null if it is not deleted
 * @param call the key of the call in the call history, null if there is none
 */
public record VoicemailRow(
    String id,
    long account,
    String content,
    String callerAddress,
    String callerName,
    long receivedAt,
    long durationMs,
    VoicemailKind kind,
    long size,
    boolean complete,
    @Nullable Long heardAt,
    @Nullable Long deletedAt,
    @Nullable UUID call) {}
