// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

/** The event codes of the telephone keys, RFC 4733 §3.2. */
final class Digits {
  private static final String KEYS = "0123456789*#ABCD";

  private Digits() {}

  /**
   * The event of a key.
   *
   * @throws IllegalArgumentException when there is no such key
   */
  static int event(char digit) {
    int event = KEYS.indexOf(Character.toUpperCase(digit));
    if (event < 0) {
      throw new IllegalArgumentException("no telephone key: " + digit);
    }
    return event;
  }

  /** The key of an event, 0 when it is none of a key. */
  static char key(int event) {
    return event >= 0 && event < KEYS.length() ? KEYS.charAt(event) : 0;
  }
}
