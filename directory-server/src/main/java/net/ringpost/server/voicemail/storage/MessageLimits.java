// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail.storage;

import java.time.Duration;

/**
 * What a message may be.
 *
 * @param longest after this it is ended, and kept; up to {@link #MOST}
 * @param shortest what is shorter is dropped
 * @param silence after so much of nothing else the message is ended; one that is nothing else is
 *     dropped
 * @param calls how many callers are answered at the same time; others are told what they would be
 *     told without voice mail
 */
public record MessageLimits(Duration longest, Duration shortest, Duration silence, int calls) {
  /** The longest message that an operator may allow: what is older and unfinished is cleaned up. */
  public static final Duration MOST = Duration.ofMinutes(30);

  /** How many of them may be strangers: a tenth, but one at least. */
  public int strangers() {
    return Math.min(calls, Math.max(1, calls / 10));
  }

  /** What most people expect. */
  public static final MessageLimits STANDARD =
      new MessageLimits(
          Duration.ofSeconds(180), Duration.ofSeconds(2), Duration.ofSeconds(120), 1000);

  /**
   * @throws IllegalArgumentException if no message could be left, or one longer than {@link #MOST}
   */
  public MessageLimits {
    if (shortest.isNegative() || longest.compareTo(shortest) <= 0 || longest.compareTo(MOST) > 0) {
      throw new IllegalArgumentException(
          "a message may last up to "
              + MOST.toSeconds()
              + " s, and its greatest length must be more than its least");
    }
    if (silence.isNegative() || silence.isZero() || calls < 0) {
      throw new IllegalArgumentException("silence must be 1 s or more, calls 0 or more");
    }
  }
}
