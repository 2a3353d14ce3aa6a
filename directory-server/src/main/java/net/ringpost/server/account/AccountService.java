// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.ringpost.db.account.Account;
import net.ringpost.db.account.AccountStore;
import net.ringpost.db.account.Creation;
import net.ringpost.db.account.Member;
import net.ringpost.db.account.NewAccount;
import org.jspecify.annotations.Nullable;

/** Signing up, and changing one's own account. Blocks: not for the signalling loop. */
public final class AccountService {
  private final AccountStore store;
  private final AccountDirectory directory;
  private final SignOut signOut;

  /**
   * Over this store.
   *
   * @param directory told of every change
   * @param signOut ends what the telephones do that used an old password
   */
  public AccountService(AccountStore store, AccountDirectory directory, SignOut signOut) {
    this.store = store;
    this.directory = directory;
    this.signOut = signOut;
  }

  /**
   * Signs somebody up.
   *
   * @param invitation the code that is needed; null where none is
   * @throws net.ringpost.db.StoreUnavailableException while the database is away
   */
  Creation signUp(NewAccount wanted, @Nullable String invitation) {
    Optional<Creation.Unacceptable> refusal = SignUpRules.objection(wanted);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    Creation creation = store.create(wanted, invitation);
    if (creation instanceof Creation.Created created) {
      directory.changed(created.account());
    }
    return creation;
  }

  /**
   * All that is to be said against a sign-up, one for each field.
   *
   * @param invitation the code that is needed; null where none is
   * @throws net.ringpost.db.StoreUnavailableException while the database is away
   */
  List<Creation> objections(NewAccount wanted, @Nullable String invitation) {
    List<Creation> all = new ArrayList<>(SignUpRules.objections(wanted));
    all.addAll(store.objections(wanted, invitation));
    return all;
  }

  /**
   * Changes a member's own account: all of it, or nothing where something is refused.
   *
   * @param password the member's, as it was until now
   */
  Creation change(Member member, AccountChange change, String password) {
    Account was = member.account();
    String newPassword = change.password() == null ? password : change.password();
    Optional<Creation.Unacceptable> refusal = refusal(was, change);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    boolean renewed = change.password() != null;
    Creation creation =
        store.change(
            was, change.applied(was).withNumber(change.numberOr(was)), newPassword, renewed);
    if (!(creation instanceof Creation.Created created)) {
      return creation;
    }
    Account now = created.account();
    directory.changed(was);
    directory.changed(now);
    if (renewed) {
      // Only now: until the directory has forgotten the old one, a telephone could sign in with it.
      signOut.everywhere(now.key());
    }
    return creation;
  }

  /**
   * Gives a member an own greeting, which is played from now on, or takes it away.
   *
   * @param content what the greeting's content is called; null for none
   * @return what the content of the greeting until now is called, if there was one
   * @throws net.ringpost.db.StoreUnavailableException while the database is away
   */
  public Optional<String> changeGreeting(Account account, @Nullable String content) {
    Optional<String> was = store.changeGreeting(account, content);
    directory.changed(account);
    return was;
  }

  // What stays as it is was looked at when it was given.
  private static Optional<Creation.Unacceptable> refusal(Account was, AccountChange change) {
    Optional<Creation.Unacceptable> password =
        Optional.ofNullable(change.password())
            .flatMap(p -> SignUpRules.password(p, was.id(), change.numberOr(was)));
    return password.or(
        () -> Optional.ofNullable(change.displayName()).flatMap(SignUpRules::displayName));
  }
}
