// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.account;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The members. Every call blocks, and throws {@link net.ringpost.db.StoreUnavailableException}
 * while the database is away. What a call has returned survives the sudden end of this process and
 * of the database.
 */
public interface AccountStore {
  /**
   * Signs somebody up: whole, or not at all. Two who want the same name at the same time do not
   * both get it. Who is refused uses up neither an invitation nor a number of the plan.
   *
   * @param invitation the code that is needed; null where none is
   */
  Creation create(NewAccount wanted, @Nullable String invitation);

  /** As {@link #create(NewAccount, String)}, where no invitation is needed. */
  default Creation create(NewAccount wanted) {
    return create(wanted, null);
  }

  /**
   * All that is to be said at this moment against the ID, the number and the invitation of somebody
   * who wants to sign up: one for each at most, in this order. Nothing is taken by it.
   *
   * @param invitation the code that is needed; null where none is
   */
  List<Creation> objections(NewAccount wanted, @Nullable String invitation);

  /**
   * The member whose ID or number has this canonical form ({@link MemberName#canonical(String)}).
   * Who is disabled is not found.
   */
  Optional<Member> find(String canonical);

  /**
   * Changes the number, the display name, the way to be reached, plain media, voice mail and being
   * listed, but not which content is the own greeting: all of it, or nothing where the number is
   * refused. An old number is free again. The password is needed, since digests are made with the
   * number.
   *
   * @param was the account until now
   * @param wanted the account from now on; only what is named above may differ
   * @param password the member's from now on, looked at already
   * @param renewed whether it is another password: then no terminal of the member's is on record
   *     any more
   */
  Creation change(Account was, Account wanted, String password, boolean renewed);

  /**
   * Gives a member an own greeting, which is played from now on, or takes it away.
   *
   * @param content what the greeting's content is called; null for none
   * @return what the content of the greeting until now is called, if there was one
   */
  Optional<String> changeGreeting(Account account, @Nullable String content);

  /** Gives a member a new password; no terminal of the member's is on record any more. */
  void changePassword(Account account, String password);

  /**
   * Tells every member that is not disabled and has a terminal on record, for a cache to be warm.
   * The consumer must not use the database.
   */
  void forEachRegistered(Consumer<Member> consumer);

  /** How many members there are, disabled ones too. */
  long count();

  /**
   * What became of one line of an import.
   *
   * @param index which of the given accounts, from 0 on
   * @param creation what became of it
   */
  record Imported(int index, Creation creation) {}

  /** Signs many up, in batches that are each whole. Tells what became of each, in order. */
  void importAll(Iterator<NewAccount> wanted, Consumer<Imported> told);
}
