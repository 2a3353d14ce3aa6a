// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import net.ringpost.db.StoreUnavailableException;
import net.ringpost.db.account.Account;
import net.ringpost.db.account.AccountStore;
import net.ringpost.db.account.Credentials;
import net.ringpost.db.account.Member;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The store is a fake here: only what is asked of it and when is looked at. */
class AccountDirectoryTest {
  private static final Member ADA =
      new Member(
          new Account(7, "Ada", "10-00", "Ada", null, false, 25, 0),
          Credentials.of("Ada", "1000", "r", "pw"));

  private final FakeStore store = new FakeStore();
  private final List<Runnable> lookups = new ArrayList<>();
  private final List<String> found = new ArrayList<>();
  private AccountDirectory directory = new AccountDirectory(store, Runnable::run, lookups::add);

  @BeforeEach
  void empty() {
    store.away = false;
  }

  @Test
  void a_member_is_looked_up_once_under_both_names() {
    ask("ada");
    assertThat(found).isEmpty();
    work();
    ask("ADA");
    ask("1 000");
    assertThat(found).containsExactly("Ada", "Ada", "Ada");
    assertThat(store.asked).containsExactly("ada");
  }

  @Test
  void a_member_on_record_is_known_while_the_database_is_away() {
    directory.warm();
    store.away = true;
    ask("1000");
    ask("other");
    work();
    assertThat(found).containsExactly("Ada", "UNAVAILABLE");
  }

  @Test
  void what_was_read_before_a_change_is_not_kept_after_it() {
    ask("ada");
    store.whileAsked = () -> directory.changed(ADA.account());
    work();
    store.whileAsked = () -> {};
    ask("ada");
    work();
    assertThat(store.asked).containsExactly("ada", "ada");
  }

  @Test
  void old_password_is_not_handed_out_after_a_change() {
    List<Runnable> onLoop = new ArrayList<>();
    directory = new AccountDirectory(store, onLoop::add, lookups::add);
    ask("ada");
    work();
    directory.changed(ADA.account());
    onLoop.removeFirst().run();
    assertThat(found).as("what was read before the change").isEmpty();
    work();
    onLoop.removeFirst().run();
    assertThat(found).containsExactly("Ada");
    assertThat(store.asked).containsExactly("ada", "ada");
  }

  @Test
  void who_was_changed_while_all_were_read_is_read_again() {
    store.whileAsked = () -> directory.changed(ADA.account());
    directory.warm();
    store.whileAsked = () -> {};
    ask("ada");
    work();
    assertThat(store.asked).containsExactly("ada");
  }

  @Test
  void too_many_lookups_are_answered_at_once() {
    directory =
        new AccountDirectory(
            store,
            Runnable::run,
            r -> {
              throw new RejectedExecutionException("full");
            });
    ask("ada");
    assertThat(found).containsExactly("UNAVAILABLE");
  }

  private void ask(String name) {
    directory.find(
        name,
        f -> found.add(f instanceof MemberLookup.Found o ? o.member().account().id() : "" + f));
  }

  private void work() {
    List.copyOf(lookups).forEach(Runnable::run);
    lookups.clear();
  }

  private static final class FakeStore extends RefusingStore {
    private final List<String> asked = new ArrayList<>();
    private boolean away;
    private Runnable whileAsked = () -> {};

    @Override
    public java.util.Optional<Member> find(String canonical) {
      if (away) {
        throw new StoreUnavailableException(new java.io.IOException("away"));
      }
      asked.add(canonical);
      whileAsked.run();
      return canonical.equals("ada") || canonical.equals("1000")
          ? java.util.Optional.of(ADA)
          : java.util.Optional.empty();
    }

    @Override
    public void forEachRegistered(java.util.function.Consumer<Member> consumer) {
      whileAsked.run();
      consumer.accept(ADA);
    }
  }

  /** Everything else is not to be called. */
  private abstract static class RefusingStore implements AccountStore {
    private static final String UNEXPECTED = "not to be called here";

    @Override
    public net.ringpost.db.account.Creation create(
        net.ringpost.db.account.NewAccount wanted,
        @org.jspecify.annotations.Nullable String invitation) {
      throw new AssertionError(UNEXPECTED);
    }

    @Override
    public java.util.List<net.ringpost.db.account.Creation> objections(
        net.ringpost.db.account.NewAccount wanted,
        @org.jspecify.annotations.Nullable String invitation) {
      throw new AssertionError(UNEXPECTED);
    }

    @Override
    public net.ringpost.db.account.Creation change(
        Account was, Account wanted, String password, boolean renewed) {
      throw new AssertionError(UNEXPECTED);
    }

    @Override
    public java.util.Optional<String> changeGreeting(
        Account account, @org.jspecify.annotations.Nullable String content) {
      throw new AssertionError(UNEXPECTED);
    }

    @Override
    public void changePassword(Account account, String password) {
      throw new AssertionError(UNEXPECTED);
    }

    @Override
    public long count() {
      throw new AssertionError(UNEXPECTED);
    }

    @Override
    public void importAll(
        java.util.Iterator<net.ringpost.db.account.NewAccount> wanted,
        java.util.function.Consumer<Imported> told) {
      throw new AssertionError(UNEXPECTED);
    }
  }
}
