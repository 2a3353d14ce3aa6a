// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.account;

import java.time.Instant;
import net.ringpost.db.account.Account;
import net.ringpost.db.account.Reach;
import org.jspecify.annotations.Nullable;

/**
 * A member's account as the member sees it.
 *
 * @param reach null where the member has not chosen: as the operator set it
 * @param voicemail for which reasons calls go to voice mail
 * @param greeting what callers hear then
 * @param listed whether strangers can reach the number
 */
record OwnAccount(
    String id,
    String number,
    String displayName,
    @Nullable Reach reach,
    boolean plainMedia,
    int voicemailAfterSeconds,
    VoicemailReasons voicemail,
    GreetingSelection greeting,
    boolean listed,
    Instant createdAt) {
  static OwnAccount of(Account a) {
    return new OwnAccount(
        a.id(),
        a.number(),
        a.displayName(),
        a.reach(),
        a.plainMedia(),
        a.voicemailAfterSeconds(),
        VoicemailReasons.of(a.voicemail().off()),
        GreetingSelection.of(a.voicemail()),
        a.listed(),
        Instant.ofEpochMilli(a.createdAt()));
  }
}
