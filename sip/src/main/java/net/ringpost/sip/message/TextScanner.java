// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

/** A position in a header value, with the small grammar that all values share (RFC 3261 §25.1). */
final class TextScanner {
  private static final String[] NONE_USUAL = {};

  private final String header;
  final String text;
  int pos;

  TextScanner(String header, String text) {
    this.header = header;
    this.text = text;
  }

  MalformedException error(String reason) {
    return new MalformedException(header, pos, reason);
  }

  MalformedException error(int at, String reason) {
    return new MalformedException(header, at, reason);
  }

  String header() {
    return header;
  }

  boolean atEnd() {
    return pos >= text.length();
  }

  /** The next character, or -1 at the end. */
  int peek() {
    return pos < text.length() ? text.charAt(pos) : -1;
  }

  void blanks() {
    while (pos < text.length() && Grammar.isBlank(text.charAt(pos))) {
      pos++;
    }
  }

  /** Takes the character, with blanks around it, if it is next. */
  boolean separator(char c) {
    int before = pos;
    blanks();
    if (peek() != c) {
      pos = before;
      return false;
    }
    pos++;
    blanks();
    return true;
  }

  void expect(char c, String where) {
    if (!separator(c)) {
      throw error("'" + c + "' expected " + where);
    }
  }

  String token(String what) {
    return tokenFrom(NONE_USUAL, what);
  }

  /** A token that is probably one of these, which are then returned instead of a copy. */
  String tokenFrom(String[] usual, String what) {
    int from = pos;
    while (pos < text.length() && Grammar.isToken(text.charAt(pos))) {
      pos++;
    }
    if (pos == from) {
      throw error(what + " expected");
    }
    for (String u : usual) {
      if (u.length() == pos - from && text.startsWith(u, from)) {
        return u;
      }
    }
    return text.substring(from, pos);
  }

  /** Passes over a quoted string and returns it with its quotes. */
  String quoted() {
    int from = pos++;
    while (pos < text.length()) {
      char c = text.charAt(pos);
      if (c == '"') {
        pos++;
        return text.substring(from, pos);
      }
      if (c == '\\') {
        pos++;
        if (pos == text.length() || text.charAt(pos) > 0x7f) {
          throw error("nothing that can be escaped after '\\'");
        }
      } else if ((c < ' ' && c != '\t') || c == 0x7f) {
        throw error("control character in a quoted string");
      }
      pos++;
    }
    throw error(from, "quoted string is not closed");
  }

  /** 1*DIGIT up to {@code max}. */
  long number(String what, long max) {
    int from = pos;
    long n = 0;
    while (pos < text.length() && Grammar.isDigit(text.charAt(pos))) {
      n = n * 10 + (text.charAt(pos) - '0');
      if (n > max) {
        throw error(from, what + " is greater than " + max);
      }
      pos++;
    }
    if (pos == from) {
      throw error(what + " expected as digits");
    }
    return n;
  }

  void end() {
    blanks();
    if (!atEnd()) {
      throw error("unexpected character");
    }
  }

  /** {@code "a \"b\""} → {@code a "b"}; what has no quotes stays as it is. */
  static String unquote(String s) {
    if (s.length() < 2 || s.charAt(0) != '"') {
      return s;
    }
    if (s.indexOf('\\') < 0) {
      return s.substring(1, s.length() - 1);
    }
    StringBuilder sb = new StringBuilder(s.length());
    for (int i = 1; i < s.length() - 1; i++) {
      char c = s.charAt(i);
      sb.append(c == '\\' ? s.charAt(++i) : c);
    }
    return sb.toString();
  }

  /** Puts text into quotes, escaping what needs it. */
  static String quote(String s) {
    StringBuilder sb = new StringBuilder(s.length() + 2).append('"');
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c == '"' || c == '\\' || (c < ' ' && c != '\t') || c == 0x7f) {
        sb.append('\\');
      }
      sb.append(c);
    }
    return sb.append('"').toString();
  }
}
