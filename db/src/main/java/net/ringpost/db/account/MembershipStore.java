// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.account;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What becomes of members: shut out, let in again, gone. Each change is one transaction, and a
 * {@link MembershipChange} that a running server finds. Blocks; throws {@link
 * net.ringpost.db.StoreUnavailableException} while the database is away.
 */
public interface MembershipStore {
  /** Tells every member, by ID; the consumer must not use the database. */
  void each(Consumer<Membership> told);

  /** The member whose ID or number has this canonical form, disabled or not. */
  Optional<Membership> find(String canonical);

  /** Shuts a member out: no terminals, and nobody finds the member. */
  void disable(Account account);

  /** Lets a member in again. */
  void enable(Account account);

  /**
   * Notes that the member was given another password by {@link AccountStore#changePassword}: what
   * signed in with the old one ends.
   */
  void passwordChanged(Account account);

  /**
   * Deletes a member with everything in the database: credentials, terminals, messages, the
   * member's side of the history. A call stays in the history of the other member who had it. The
   * names are nobody's for {@link #BLOCKED_DAYS}.
   *
   * @return false if the member was deleted before
   */
  boolean delete(Account account);

  /** How long the names of a member who left are given to nobody. */
  int BLOCKED_DAYS = 90;

  /** What no server has heeded yet, oldest first. */
  List<MembershipChange> pending();

  /** These changes are heeded. */
  void heeded(List<MembershipChange> changes);

  /**
   * Removes what is over: names that are free again, changes that were heeded a day ago, and what
   * was still written about members after they were deleted.
   */
  void cleanUp();
}
