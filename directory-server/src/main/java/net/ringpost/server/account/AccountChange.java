// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.account;

import net.ringpost.db.account.Account;
import net.ringpost.db.account.Reach;
import org.jspecify.annotations.Nullable;

/**
 * What a member wants to be different; null leaves it as it is.
 *
 * @param password the new one
 * @param displayName empty for none
 * @param number the new one; the old one is free again
 * @param reach {@code ring}: the server rings; {@code handover}: it may tell a caller where the
 *     terminals are
 * @param plainMedia whether the member's telephones may talk without encryption
 * @param voicemailAfterSeconds how long it rings, 5 to 120
 */
public record AccountChange(
    @Nullable String password,
    @Nullable String displayName,
    @Nullable String number,
    @Nullable Reach reach,
    @Nullable Boolean plainMedia,
    @Nullable Integer voicemailAfterSeconds) {

  String nameOr(Account was) {
    return displayName == null ? was.displayName() : displayName;
  }

  String numberOr(Account was) {
    return number == null ? was.number() : number;
  }

  Account applied(Account was) {
    return new Account(
        was.key(),
        was.id(),
        was.number(),
        nameOr(was),
        reach == null ? was.reach() : reach,
        plainMedia == null ? was.plainMedia() : plainMedia,
        voicemailAfterSeconds == null ? was.voicemailAfterSeconds() : voicemailAfterSeconds,
        was.createdAt(),
        was.voicemail());
  }
}
