// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntPredicate;

/** Percent escapes in URIs; the escaped bytes are UTF-8. */
final class Escapes {
  private static final String HEX = "0123456789ABCDEF";

  private Escapes() {}

  /** At a percent sign: passes over the two digits, or throws. */
  static void check(TextScanner in) {
    int percent = in.pos;
    for (int i = 1; i <= 2; i++) {
      in.pos = percent + i;
      if (Grammar.hex(in.peek()) < 0) {
        throw in.error(percent, "'%' without two hexadecimal digits");
      }
    }
    in.pos++;
  }

  static String decode(String s) {
    if (s.indexOf('%') < 0) {
      return s;
    }
    byte[] raw = s.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] == '%' && i + 2 < raw.length) {
        out.write((Grammar.hex(raw[i + 1]) << 4) | Grammar.hex(raw[i + 2]));
        i += 2;
      } else {
        out.write(raw[i]);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  static String encode(String s, IntPredicate allowed) {
    StringBuilder sb = new StringBuilder(s.length() + 8);
    for (byte b : s.getBytes(StandardCharsets.UTF_8)) {
      if (b > 0 && allowed.test(b)) {
        sb.append((char) b);
      } else {
        sb.append('%').append(HEX.charAt((b >> 4) & 15)).append(HEX.charAt(b & 15));
      }
    }
    return sb.toString();
  }
}
