// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.account;

import org.jspecify.annotations.Nullable;

/**
 * A member.
 *
 * @param key the database's own number for the row
 * @param id as it was written at sign-up
 * @param number as it was written
 * @param displayName shown to those who are called; may be empty
 * @param reach null where the member has not chosen
 * @param plainMedia whether the member's telephones may talk without encryption
 * @param voicemailAfterSeconds how long it rings before the message is taken
 * @param createdAt milliseconds since 1970
 * @param voicemail what else the member has chosen about voice mail
 * @param listed whether strangers can reach the member; to them there is no such number otherwise
 */
public record Account(
    long key,
    String id,
    String number,
    String displayName,
    @Nullable Reach reach,
    boolean plainMedia,
    int voicemailAfterSeconds,
    long createdAt,
    VoicemailChoice voicemail,
    boolean listed) {

  /** One who has chosen nothing else about voice mail, and is listed. */
  public Account(
      long key,
      String id,
      String number,
      String displayName,
      @Nullable Reach reach,
      boolean plainMedia,
      int voicemailAfterSeconds,
      long createdAt) {
    this(
        key,
        id,
        number,
        displayName,
        reach,
        plainMedia,
        voicemailAfterSeconds,
        createdAt,
        VoicemailChoice.STANDARD,
        true);
  }

  /** The same account with another number. */
  public Account withNumber(String other) {
    return new Account(
        key,
        id,
        other,
        displayName,
        reach,
        plainMedia,
        voicemailAfterSeconds,
        createdAt,
        voicemail,
        listed);
  }
}
