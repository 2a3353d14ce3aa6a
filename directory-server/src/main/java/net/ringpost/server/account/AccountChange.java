// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.account;

import net.ringpost.db.account.Account;
import net.ringpost.db.account.Reach;
import net.ringpost.db.account.VoicemailChoice;
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
 * @param voicemail for which reasons calls go to voice mail
 * @param greeting what callers hear then; {@code own} only where there is an own one
 * @param listed false: strangers can neither reach nor find out the number
 */
record AccountChange(
    @Nullable String password,
    @Nullable String displayName,
    @Nullable String number,
    @Nullable Reach reach,
    @Nullable Boolean plainMedia,
    @Nullable Integer voicemailAfterSeconds,
    @Nullable VoicemailReasons voicemail,
    @Nullable GreetingSelection greeting,
    @Nullable Boolean listed) {

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
        choice(was.voicemail()),
        listed == null ? was.listed() : listed);
  }

  private VoicemailChoice choice(VoicemailChoice was) {
    VoicemailChoice chosen = greeting == null ? was : greeting.applied(was);
    return voicemail == null
        ? chosen
        : new VoicemailChoice(
            voicemail.off(was.off()), chosen.language(), chosen.greeting(), chosen.ownGreeting());
  }
}
