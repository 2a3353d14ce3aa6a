// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.auth;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Walks over {@code Digest name=value, name="value", …} (RFC 7235 §2.1) without regular expressions
 * and without copying more than the values.
 */
final class ParameterReader {
  private static final String SCHEME = "Digest";

  /** More than any client sends; a bound on the work a stranger can cause. */
  static final int MAX_LENGTH = 8192;

  private final String text;
  private int at;
  private int nameFrom;
  private int nameEnd;
  private String value = "";

  ParameterReader(String text) throws DigestSyntaxException {
    this.text = text;
    if (text.length() > MAX_LENGTH) {
      throw new DigestSyntaxException(MAX_LENGTH, "longer than " + MAX_LENGTH + " characters");
    }
    skipBlanks();
    int end = at + SCHEME.length();
    if (!text.regionMatches(true, at, SCHEME, 0, SCHEME.length())
        || end >= text.length()
        || !isBlank(text.charAt(end))) {
      throw new DigestSyntaxException(at, "the scheme is not Digest");
    }
    at = end;
  }

  /** Goes to the next parameter; whether there is one. */
  boolean next() throws DigestSyntaxException {
    skipBlanks();
    while (at < text.length() && text.charAt(at) == ',') {
      at++;
      skipBlanks();
    }
    if (at == text.length()) {
      return false;
    }
    nameFrom = at;
    nameEnd = tokenEnd();
    if (nameEnd == at) {
      throw new DigestSyntaxException(at, "a parameter's name is expected");
    }
    at = nameEnd;
    skipBlanks();
    if (at == text.length() || text.charAt(at) != '=') {
      throw new DigestSyntaxException(at, "'=' is expected after " + name());
    }
    at++;
    skipBlanks();
    value = at < text.length() && text.charAt(at) == '"' ? quoted() : token();
    skipBlanks();
    if (at < text.length() && text.charAt(at) != ',') {
      throw new DigestSyntaxException(at, "',' is expected after the value of " + name());
    }
    return true;
  }

  /** Which it is; null for one that we do not know. */
  @Nullable DigestParameter parameter() {
    return DigestParameter.of(text, nameFrom, nameEnd);
  }

  private String name() {
    return "'" + text.substring(nameFrom, nameEnd).toLowerCase(Locale.ROOT) + "'";
  }

  /** The parameter's value, unquoted. */
  String value() {
    return value;
  }

  /** Where the parameter begins. */
  int offset() {
    return nameFrom;
  }

  private String token() throws DigestSyntaxException {
    int end = tokenEnd();
    if (end == at) {
      throw new DigestSyntaxException(at, name() + " has no value");
    }
    String token = text.substring(at, end);
    at = end;
    return token;
  }

  private String quoted() throws DigestSyntaxException {
    int from = at + 1;
    int end = text.indexOf('"', from);
    boolean escapes = end >= 0 && text.indexOf('\\', from, end) >= 0;
    if (escapes) {
      end = endOfEscaped(from);
    }
    if (end < 0) {
      throw new DigestSyntaxException(at, "the quoted value of " + name() + " does not end");
    }
    at = end + 1;
    return escapes ? unescaped(from, end) : text.substring(from, end);
  }

  private int endOfEscaped(int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) != '"') {
      end += text.charAt(end) == '\\' ? 2 : 1;
    }
    return end < text.length() ? end : -1;
  }

  private String unescaped(int from, int end) {
    StringBuilder plain = new StringBuilder(end - from);
    for (int i = from; i < end; i++) {
      if (text.charAt(i) == '\\') {
        i++;
      }
      plain.append(text.charAt(i));
    }
    return plain.toString();
  }

  // More than RFC 7230's token: some telephones leave out quotes, and nothing is ambiguous then.
  private int tokenEnd() {
    int end = at;
    while (end < text.length() && isTokenLike(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isTokenLike(char c) {
    return c > ' ' && c != ',' && c != '=' && c != '"' && c != 0x7F;
  }

  private void skipBlanks() {
    while (at < text.length() && isBlank(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }
}
