// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import net.ringpost.db.account.Account;

/** What members have written, as it may be put on an operator's screen. */
final class Shown {
  private Shown() {}

  /** A text without what would move the cursor, turn writing round or begin a new line. */
  static String text(String written) {
    StringBuilder shown = new StringBuilder(written.length());
    written
        .codePoints()
        .forEach(
            c -> {
              switch (Character.getType(c)) {
                case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    shown.append("\\u%04x".formatted(c));
                default -> shown.appendCodePoint(c);
              }
            });
    return shown.toString();
  }

  /** A member by ID and number. */
  static String member(Account account) {
    return text(account.id()) + " (" + text(account.number()) + ")";
  }
}
