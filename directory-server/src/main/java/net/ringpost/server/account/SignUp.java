// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.account;

import net.ringpost.db.account.NewAccount;
import org.jspecify.annotations.Nullable;

/**
 * Somebody wants to be a member.
 *
 * @param id what signs in
 * @param password at least eight characters, and none of the most used
 * @param number wanted; the next free one where it is left out
 * @param displayName shown to those who are called
 * @param invitation the operator's code, where sign-up needs one
 */
record SignUp(
    @Nullable String id,
    @Nullable String password,
    @Nullable String number,
    @Nullable String displayName,
    @Nullable String invitation) {
  NewAccount wanted() {
    return new NewAccount(text(id), text(password), text(number), text(displayName));
  }

  String invitationOrNone() {
    return text(invitation);
  }

  private static String text(@Nullable String given) {
    return given == null ? "" : given;
  }
}
