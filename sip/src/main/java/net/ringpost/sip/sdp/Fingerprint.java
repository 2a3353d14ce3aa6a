// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

import java.util.Locale;

/**
 * The hash of the certificate that the describer will show in DTLS: {@code a=fingerprint}, RFC 8122
 * §5.
 *
 * @param hash the hash function's name in lower case, such as {@code sha-256}
 * @param value pairs of upper-case hexadecimal digits, separated by colons
 */
public record Fingerprint(String hash, String value) {
  /** Brings both to the case in which they are compared. */
  public Fingerprint {
    hash = hash.toLowerCase(Locale.ROOT);
    value = value.toUpperCase(Locale.ROOT);
  }

  /**
   * Reads the attribute's value.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Fingerprint parse(String value) {
    int space = value.indexOf(' ');
    if (space < 1 || !hex(value, space + 1)) {
      throw new IllegalArgumentException("a fingerprint reads 'HASH XX:XX:…'");
    }
    return new Fingerprint(value.substring(0, space), value.substring(space + 1));
  }

  private static boolean hex(String text, int from) {
    int length = text.length() - from;
    boolean valid = length >= 2 && length % 3 == 2;
    for (int i = 0; valid && i < length; i++) {
      char c = text.charAt(from + i);
      valid = i % 3 == 2 ? c == ':' : Character.digit(c, 16) >= 0;
    }
    return valid;
  }

  /** The attribute. */
  public Attribute attribute() {
    return new Attribute("fingerprint", hash + " " + value);
  }
}
