// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import net.ringpost.db.account.Account;

/** What members have written, as it may be put on an operator's screen. */
final class ConsoleText {
  private ConsoleText() {}

  /**
   * A text without what would move the cursor, turn writing round or begin a new line: that is
   * written as <code>\\u{1b}</code>, a code point in hexadecimal digits. Joiners, which many
   * scripts and emoji are written with, stay.
   */
  static String text(String written) {
    StringBuilder shown = new StringBuilder(written.length());
    written
        .codePoints()
        .forEach(
            c -> {
              if (commands(c)) {
                shown.append("\\u{%x}".formatted(c));
              } else {
                shown.appendCodePoint(c);
              }
            });
    return shown.toString();
  }

  private static boolean commands(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> isDirection(c);
    };
  }

  /** Unicode's {@code Bidi_Control}. */
  private static boolean isDirection(int c) {
    return c == 0x061c
        || c == 0x200e
        || c == 0x200f
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }

  /** A member by ID and number. */
  static String member(Account account) {
    return text(account.id()) + " (" + text(account.number()) + ")";
  }
}
