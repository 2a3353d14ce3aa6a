// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.voicemail;

/**
 * How much room a member's messages take.
 *
 * @param bytes of those that are not deleted
 * @param deletedBytes of those that are deleted and could be brought back
 */
public record MailboxVolume(long bytes, long deletedBytes) {}
