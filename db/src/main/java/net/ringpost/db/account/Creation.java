// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.account;

/** What became of a sign-up. */
public sealed interface Creation {
  /** The member is in. */
  record Created(Account account) implements Creation {}

  /**
   * Somebody else has the name.
   *
   * @param field {@code id} or {@code number}
   * @param name as it was wanted
   */
  record Taken(String field, String name) implements Creation {}

  /**
   * The name could be mistaken for somebody else's.
   *
   * @param field {@code id} or {@code number}
   * @param name as it was wanted
   * @param existing the name it looks like
   */
  record LooksLike(String field, String name, String existing) implements Creation {}

  /**
   * The name may not be given to anybody.
   *
   * @param field {@code id}, {@code number}, {@code password} or {@code displayName}
   * @param reason for people, to follow "the number cannot be given:"
   */
  record Unacceptable(String field, String reason) implements Creation {}

  /** Sign-up needs an invitation, and this is none, is used up or is over. */
  record NotInvited() implements Creation {}
}
