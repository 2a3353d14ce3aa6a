// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.parse;

import net.ringpost.sip.message.Grammar;
import net.ringpost.sip.message.HeaderName;

/** Reads Content-Length from bytes. */
final class ContentLength {
  /** No such header. */
  static final int ABSENT = -1;

  /** No number, too great a number, or several that differ. */
  static final int INVALID = -2;

  private ContentLength() {}

  /** The number in {@code [from, to)}, blanks and folds around it allowed, or {@link #INVALID}. */
  static int value(byte[] buf, int from, int to) {
    int i = from;
    while (i < to && isSpace(buf[i])) {
      i++;
    }
    int digits = 0;
    long n = 0;
    while (i < to && Grammar.isDigit(buf[i]) && n <= Integer.MAX_VALUE) {
      n = n * 10 + (buf[i++] - '0');
      digits++;
    }
    while (i < to && isSpace(buf[i])) {
      i++;
    }
    return i == to && digits > 0 && n <= Integer.MAX_VALUE ? (int) n : INVALID;
  }

  private static boolean isSpace(byte b) {
    return Grammar.isBlank(b) || b == '\r' || b == '\n';
  }

  /** One more header seen; RFC 3261 §7.3.1 allows it once, and which is right nobody can tell. */
  static int merge(int before, int next) {
    return before == ABSENT ? next : INVALID;
  }

  /** Finds it among the header lines in {@code [from, to)}, where {@code from} begins a line. */
  static int find(byte[] buf, int from, int to) {
    int found = ABSENT;
    int line = from;
    while (line < to) {
      int end = lineEnd(buf, line, to);
      int nameEnd = line;
      while (nameEnd < end && Grammar.isToken(buf[nameEnd])) {
        nameEnd++;
      }
      int colon = nameEnd;
      while (colon < end && Grammar.isBlank(buf[colon])) {
        colon++;
      }
      if (colon < end
          && buf[colon] == ':'
          && HeaderName.CONTENT_LENGTH.matchesAny(buf, line, nameEnd - line)) {
        found = merge(found, value(buf, colon + 1, end));
      }
      line = end + 2;
    }
    return found;
  }

  /** The CRLF that ends the field beginning at {@code from}: one that no blank follows. */
  private static int lineEnd(byte[] buf, int from, int to) {
    for (int i = from; i + 1 < to; i++) {
      if (buf[i] == '\r' && buf[i + 1] == '\n' && (i + 2 >= to || !Grammar.isBlank(buf[i + 2]))) {
        return i;
      }
    }
    return to;
  }
}
