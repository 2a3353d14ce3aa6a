// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import net.ringpost.media.codec.AudioCodec;

/**
 * Hears what happens in a call that a machine takes. Called on the session's own (virtual) thread,
 * one event after the other; it may block, and may call any method of the session, also {@link
 * MessageSession#close}.
 */
public interface MessageListener {
  /**
   * Sound can cross, and the caller's telephone is heard, so that it hears us too; from one that
   * sends nothing this comes after a second. Comes again when codec, encryption or addresses change
   * in mid-call.
   *
   * @param encryption {@code "DTLS-SRTP"} or {@code "none"}
   */
  void onReady(AudioCodec codec, String encryption);

  /**
   * The caller pressed a key (RFC 4733); once per key, and never before {@link #onReady}.
   *
   * @param digit one of {@code 0-9 * # A-D}
   */
  void onDigit(char digit);

  /** A prompt was played to its end; not when it was stopped or replaced. */
  void onPlayed(Prompt prompt);

  /** No packets have come for the time in the settings, although they should. */
  void onTimeout();

  /**
   * Sound will not cross; the session should be closed.
   *
   * @param reason for a person to read
   */
  void onFailed(String reason);

  /**
   * The recording cannot be kept (the disk is full, for example). Once per recording; what was
   * appended before is as it was, and the call goes on.
   *
   * @param reason for a person to read
   */
  void onRecordingFailed(String reason);

  /** How the recording stands; about once a second while there is one. */
  default void onProgress(RecordingSummary soFar) {}
}
