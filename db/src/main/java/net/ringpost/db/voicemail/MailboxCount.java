// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.voicemail;

/**
 * How many messages a member has, as message waiting (RFC 3842) tells it; deleted ones and those
 * that are being recorded do not count.
 *
 * @param newCount not heard yet
 * @param oldCount heard
 */
public record MailboxCount(int newCount, int oldCount) {}
