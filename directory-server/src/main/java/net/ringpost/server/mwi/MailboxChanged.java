// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.mwi;

/**
 * A member's messages have changed: one came, was heard, deleted, brought back.
 *
 * @param account the member's key
 * @param newCount how many are not heard yet
 * @param oldCount how many are heard
 */
public record MailboxChanged(long account, int newCount, int oldCount) {}
