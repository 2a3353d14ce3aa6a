// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.account;

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
  static Wanted of(NewAccount account) {
    MemberName id;
    try {
      id = MemberName.of(account.id());
    } catch (MemberName.UnacceptableException e) {
      return new Wanted(
          account, null, null, new Creation.Unacceptable("id", String.valueOf(e.getMessage())));
    }
    if (account.number().isBlank()) {
      return new Wanted(account, id, null, null);
    }
    try {
      return new Wanted(account, id, MemberName.of(account.number()), null);
    } catch (MemberName.UnacceptableException e) {
      return new Wanted(
          account, id, null, new Creation.Unacceptable("number", String.valueOf(e.getMessage())));
    }
  }

  /** The same with the number that was given. */
  Wanted given(String number) {
    NewAccount with =
        new NewAccount(account.id(), account.password(), number, account.displayName());
    return new Wanted(with, id, new MemberName(number, number), null);
  }
}
