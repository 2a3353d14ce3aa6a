// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may stand in a line: nothing that ends it (RFC 8866 §9, {@code byte-string}). */
final class SdpText {
  private SdpText() {}

  /** Whether it holds no NUL, CR or LF. */
  static boolean fitsLine(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r' || c == '\n' || c == 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * @throws IllegalArgumentException naming {@code what}, if it does not fit into a line
   */
  static String line(String text, String what) {
    if (!fitsLine(text)) {
      throw new IllegalArgumentException(what + " holds a line break or NUL");
    }
    return text;
  }

  /**
   * @throws IllegalArgumentException naming {@code what}, if it is empty or holds a blank
   */
  static String word(String text, String what) {
    if (text.isEmpty() || text.indexOf(' ') >= 0 || !fitsLine(text)) {
      throw new IllegalArgumentException(what + " must be one word, not '" + text + "'");
    }
    return text;
  }

  /** The words between blanks; one empty word in an empty text. */
  static List<String> words(String text) {
    return List.of(text.strip().split(" +", -1));
  }

  /** The lines without their ends, CRLF or LF; null where there are more than {@code most}. */
  static @Nullable List<String> lines(String text, int most) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    while (from < text.length() && lines.size() <= most) {
      int end = text.indexOf('\n', from);
      int next = end < 0 ? text.length() : end + 1;
      int stop = end < 0 ? text.length() : end;
      if (stop > from && text.charAt(stop - 1) == '\r') {
        stop--;
      }
      lines.add(text.substring(from, stop));
      from = next;
    }
    while (!lines.isEmpty() && lines.getLast().isEmpty()) {
      lines.removeLast();
    }
    return lines.size() > most ? null : lines;
  }
}
