// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

import java.util.ArrayList;
import java.util.List;

/** Splits a value at its top-level commas: those outside quoted strings and angle brackets. */
final class Commas {
  private Commas() {}

  /** Where the next top-level comma is, from {@code from} on; the length if there is none. */
  static int next(String s, int from) {
    boolean quoted = false;
    boolean angled = false;
    for (int i = from; i < s.length(); i++) {
      char c = s.charAt(i);
      if (quoted) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == '<') {
        angled = true;
      } else if (c == '>') {
        angled = false;
      } else if (c == ',' && !angled) {
        return i;
      }
    }
    return s.length();
  }

  /** The values, trimmed; empty ones are left out. */
  static List<String> split(String s) {
    int comma = next(s, 0);
    if (comma == s.length()) {
      return s.isEmpty() ? List.of() : List.of(s);
    }
    List<String> out = new ArrayList<>();
    int from = 0;
    while (from <= s.length()) {
      String part = s.substring(from, comma).strip();
      if (!part.isEmpty()) {
        out.add(part);
      }
      from = comma + 1;
      comma = next(s, from);
    }
    return List.copyOf(out);
  }
}
