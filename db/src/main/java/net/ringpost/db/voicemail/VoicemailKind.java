// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.voicemail;

/** What a message holds. */
public enum VoicemailKind {
  /** Sound: Ogg Opus (RFC 7845). */
  AUDIO,
  /** Pictures and sound: WebM with VP8 and Opus. */
  VIDEO
}
