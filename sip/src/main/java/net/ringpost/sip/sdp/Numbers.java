// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

/** Numbers in descriptions: digits only, within a range. */
final class Numbers {
  private Numbers() {}

  /**
   * @throws IllegalArgumentException naming {@code what}, if it is no number from {@code min} to
   *     {@code max}
   */
  static int parse(String text, int min, int max, String what) {
    return (int) parseLong(text, min, max, what);
  }

  static long parseLong(String text, long min, long max, String what) {
    long value = 0;
    boolean valid = !text.isEmpty() && text.length() <= 18;
    for (int i = 0; valid && i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      valid = digit >= 0 && digit <= 9;
      value = value * 10 + digit;
    }
    if (!valid || value < min || value > max) {
      throw new IllegalArgumentException(
          what + " must be a number from " + min + " to " + max + ", not '" + text + "'");
    }
    return value;
  }
}
