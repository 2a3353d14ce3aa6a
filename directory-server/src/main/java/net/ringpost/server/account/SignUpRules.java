// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.ringpost.db.account.Creation;
import net.ringpost.db.account.DisplayName;
import net.ringpost.db.account.MemberName;
import net.ringpost.db.account.NewAccount;

/** What passwords and display names must be, however somebody becomes a member. */
public final class SignUpRules {
  /** NIST SP 800-63B §5.1.1.2: fewer characters are guessed too easily. */
  public static final int SHORTEST_PASSWORD = 8;

  private static final int LONGEST_PASSWORD = 256;

  private SignUpRules() {}

  /** Why somebody cannot be a member; empty if the names alone decide. */
  public static Optional<Creation.Unacceptable> objection(NewAccount wanted) {
    return password(wanted.password(), wanted.id().strip(), wanted.number().strip())
        .or(() -> displayName(wanted.displayName()));
  }

  /** All that is to be said against password and display name. */
  static List<Creation> objections(NewAccount wanted) {
    List<Creation> all = new ArrayList<>();
    password(wanted.password(), wanted.id().strip(), wanted.number().strip()).ifPresent(all::add);
    displayName(wanted.displayName()).ifPresent(all::add);
    return all;
  }

  /** Why this cannot be the password of the member with this ID and number; empty if it can. */
  public static Optional<Creation.Unacceptable> password(
      String password, String id, String number) {
    if (password.codePointCount(0, password.length()) < SHORTEST_PASSWORD) {
      return unacceptable(
          "password",
          "it needs at least " + SHORTEST_PASSWORD + " characters; a few words are best");
    }
    if (password.length() > LONGEST_PASSWORD) {
      return unacceptable("password", "it has more than " + LONGEST_PASSWORD + " characters");
    }
    return easyToGuess(password, id, number)
        .map(reason -> new Creation.Unacceptable("password", reason));
  }

  /** Whether this password is long enough, but one that is tried first. */
  public static boolean isEasyToGuess(NewAccount wanted) {
    String password = wanted.password();
    return password.codePointCount(0, password.length()) >= SHORTEST_PASSWORD
        && easyToGuess(password, wanted.id().strip(), wanted.number().strip()).isPresent();
  }

  private static Optional<String> easyToGuess(String password, String id, String number) {
    return isName(password, id) || isName(password, number)
        ? CommonPasswords.easy("it is the ID or the number")
        : CommonPasswords.objection(password);
  }

  /** However the name is written: with other separators, or in other letters of the same kind. */
  private static boolean isName(String password, String name) {
    return !name.isEmpty() && MemberName.canonical(password).equals(MemberName.canonical(name));
  }

  static Optional<Creation.Unacceptable> displayName(String wanted) {
    return DisplayName.objection(wanted)
        .map(reason -> new Creation.Unacceptable("displayName", reason));
  }

  private static Optional<Creation.Unacceptable> unacceptable(String field, String reason) {
    return Optional.of(new Creation.Unacceptable(field, reason));
  }
}
