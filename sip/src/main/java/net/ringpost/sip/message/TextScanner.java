// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

import java.nio.charset.StandardCharsets;

/**
 * A position in a header value, with the small grammar that all values share (RFC 3261 §25.1). It
 * reads bytes, as they came in: text is made only of what is kept.
 */
final class TextScanner {
  private static final String[] NONE_USUAL = {};

  private final String header;
  private final byte[] bytes;
  private final int start;

  /** Where the next byte stands; up to {@link #end}. */
  int pos;

  /** Where the value ends. */
  final int end;

  TextScanner(String header, String text) {
    this(header, text.getBytes(StandardCharsets.UTF_8));
  }

  private TextScanner(String header, byte[] bytes) {
    this(header, bytes, 0, bytes.length);
  }

  /** What stands from {@code start} to {@code end} in bytes that nobody changes. */
  TextScanner(String header, byte[] bytes, int start, int end) {
    this.header = header;
    this.bytes = bytes;
    this.start = start;
    this.pos = start;
    this.end = end;
  }

  /** The URI that stands from there to there; what is wrong with it is wrong with this value. */
  Uri uri(int from, int to) {
    try {
      return new TextScanner("URI", bytes, from, to).uri();
    } catch (MalformedException e) {
      throw error(from + e.offset(), e.reason());
    }
  }

  /** The URI that all of this is. */
  Uri uri() {
    if (takesScheme("sip:")) {
      return SipUri.scan(this, false);
    }
    if (takesScheme("sips:")) {
      return SipUri.scan(this, true);
    }
    return takesScheme("tel:") ? TelUri.scan(this) : OtherUri.scan(this);
  }

  MalformedException error(String reason) {
    return error(pos, reason);
  }

  MalformedException error(int at, String reason) {
    return new MalformedException(header, at - start, reason);
  }

  boolean atEnd() {
    return pos >= end;
  }

  boolean atStart() {
    return pos == start;
  }

  /** The next byte, 0 to 255, or -1 at the end. */
  int peek() {
    return pos < end ? bytes[pos] & 0xff : -1;
  }

  /** Whether this character is all there is. */
  boolean isOnly(char c) {
    return end - start == 1 && bytes[start] == c;
  }

  /** Where the character stands, from here on; -1 if it does not. */
  int indexOf(char c) {
    for (int i = pos; i < end; i++) {
      if (bytes[i] == c) {
        return i;
      }
    }
    return -1;
  }

  /** Passes over what belongs to a class of {@link Grammar}. */
  void run(int grammarClass) {
    pos = Grammar.run(bytes, pos, end, grammarClass);
  }

  /** The same where a percent sign escapes two digits. */
  void runEscaped(int grammarClass) {
    run(grammarClass);
    while (peek() == '%') {
      Escapes.check(this);
      run(grammarClass);
    }
  }

  /** The text from there to here. */
  String since(int from) {
    return text(from, pos);
  }

  String text(int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  /** The same where it is known to be ASCII. */
  String ascii(int from) {
    return new String(bytes, from, pos - from, StandardCharsets.ISO_8859_1);
  }

  /** The same, which is probably one of these: then that one. */
  String oneOf(String[] usual, int from) {
    for (String u : usual) {
      if (u.length() == pos - from && is(u, from)) {
        return u;
      }
    }
    return ascii(from);
  }

  private boolean is(String ascii, int from) {
    for (int i = 0; i < ascii.length(); i++) {
      if (bytes[from + i] != ascii.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Takes exactly this ASCII text if it is next. */
  boolean takes(String ascii) {
    if (ascii.length() > end - pos || !is(ascii, pos)) {
      return false;
    }
    pos += ascii.length();
    return true;
  }

  /** Takes this if it is next, in any case. */
  boolean takesScheme(String lower) {
    if (lower.length() > end - pos) {
      return false;
    }
    for (int i = 0; i < lower.length(); i++) {
      int c = bytes[pos + i];
      if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != lower.charAt(i)) {
        return false;
      }
    }
    pos += lower.length();
    return true;
  }

  /** All of it, as text. */
  String whole() {
    return text(start, end);
  }

  void blanks() {
    while (pos < end && Grammar.isBlank(bytes[pos])) {
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
    run(Grammar.TOKEN);
    if (pos == from) {
      throw error(what + " expected");
    }
    return oneOf(usual, from);
  }

  Method method() {
    int from = pos;
    run(Grammar.TOKEN);
    Method method = Method.of(bytes, from, pos - from);
    if (method == null) {
      throw error("method expected");
    }
    return method;
  }

  /** {@code hostname / IPv4address}, up to the first byte that cannot be part of it. */
  String hostName() {
    int from = pos;
    run(Grammar.HOST);
    if (!Host.isNameOrIpv4(bytes, from, pos)) {
      throw error(from, "no host name or address");
    }
    return ascii(from);
  }

  /** Passes over a quoted string and returns it with its quotes. */
  String quoted() {
    int from = pos++;
    while (pos < end) {
      int c = peek();
      if (c == '"') {
        pos++;
        return since(from);
      }
      if (c == '\\') {
        pos++;
        if (pos == end || peek() > 0x7f) {
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
    while (pos < end && Grammar.isDigit(bytes[pos])) {
      n = n * 10 + (bytes[pos] - '0');
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
