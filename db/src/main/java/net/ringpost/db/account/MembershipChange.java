// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.account;

/**
 * Something was changed about a member in the database, and a server that runs has to heed it.
 *
 * @param key ascending
 * @param account the member's key
 * @param id as it was written
 * @param number as it was written
 */
public record MembershipChange(long key, long account, String id, String number, Kind kind) {
  /** What was changed. */
  public enum Kind {
    /** The member is shut out. */
    DISABLED,
    /** The member may come in again. */
    ENABLED,
    /** The member has another password. */
    PASSWORD,
    /** The member is none any longer. */
    DELETED
  }
}
