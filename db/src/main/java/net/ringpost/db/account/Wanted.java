// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.account;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A sign-up whose names have been looked at: either both may be given, or {@code refusal} says why
 * not.
 */
record Wanted(
    NewAccount account,
    @Nullable MemberName id,
    @Nullable MemberName number,
    @Nullable Creation refusal) {
  static Wanted of(NewAccount asked, ReservedNames reserved) {
    // What stands around a name is not compared, and would be kept and shown.
    NewAccount account =
        new NewAccount(
            asked.id().strip(), asked.password(), asked.number().strip(), asked.displayName());
    MemberName id;
    try {
      id = name(account.id(), reserved);
    } catch (MemberName.UnacceptableException e) {
      return refused(account, "id", String.valueOf(e.getMessage()));
    }
    try {
      MemberName number = account.number().isEmpty() ? null : name(account.number(), reserved);
      return DisplayName.objection(account.displayName())
          .map(reason -> refused(account, "displayName", reason))
          .orElseGet(() -> new Wanted(account, id, number, null));
    } catch (MemberName.UnacceptableException e) {
      return refused(account, "number", String.valueOf(e.getMessage()));
    }
  }

  /**
   * A name that somebody wants, alone.
   *
   * @throws MemberName.UnacceptableException with a sentence for people, if nobody is given it
   */
  static MemberName name(String wanted, ReservedNames reserved)
      throws MemberName.UnacceptableException {
    MemberName name = MemberName.of(wanted);
    Optional<String> objection = reserved.objection(name);
    if (objection.isPresent()) {
      throw new MemberName.UnacceptableException(objection.get());
    }
    return name;
  }

  private static Wanted refused(NewAccount account, String field, String reason) {
    return new Wanted(account, null, null, new Creation.Unacceptable(field, reason));
  }

  /** The same with the number that was given. */
  Wanted given(String number) {
    NewAccount with =
        new NewAccount(account.id(), account.password(), number, account.displayName());
    return new Wanted(with, id, new MemberName(number, number), null);
  }
}
