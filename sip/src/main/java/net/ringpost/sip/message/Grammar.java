// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

/** The character classes of RFC 3261 §25.1, as table look-ups. */
public final class Grammar {
  private static final int TOKEN = 1;
  private static final int WORD = 2;
  private static final int USER = 4;
  private static final int PASSWORD = 8;
  private static final int PARAM = 16;
  private static final int HEADER = 32;
  private static final int URIC = 64;
  private static final byte[] CLASS = new byte[128];

  static {
    String alphanum = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    String mark = "-_.!~*'()";
    mark(alphanum + "-.!%*_+`'~", TOKEN);
    mark(alphanum + "-.!%*_+`'~()<>:\\\"/[]?{}", WORD);
    mark(alphanum + mark + "&=+$,;?/", USER);
    mark(alphanum + mark + "&=+$,", PASSWORD);
    mark(alphanum + mark + "[]/:&+$", PARAM);
    mark(alphanum + mark + "[]/?:+$", HEADER);
    mark(alphanum + mark + ";/?:@&=+$,", URIC);
  }

  private Grammar() {}

  private static void mark(String chars, int bit) {
    for (int i = 0; i < chars.length(); i++) {
      CLASS[chars.charAt(i)] |= (byte) bit;
    }
  }

  private static boolean in(int c, int bit) {
    return c >= 0 && c < 128 && (CLASS[c] & bit) != 0;
  }

  /** Part of a {@code token}. */
  public static boolean isToken(int c) {
    return in(c, TOKEN);
  }

  /** Part of a {@code word}, of which a Call-ID consists. */
  public static boolean isWord(int c) {
    return in(c, WORD);
  }

  /**
   * Part of a URI's user without being escaped. Characters beyond ASCII count too.
   *
   * <p>DEVIATION RFC 3261 §25.1: a user in another script should be escaped UTF-8; people's phones
   * send it unescaped, and numbers in any script are what Ringpost is for.
   */
  public static boolean isUser(int c) {
    return c >= 128 || in(c, USER);
  }

  /** Part of a URI's password without being escaped. */
  public static boolean isPassword(int c) {
    return in(c, PASSWORD);
  }

  /** Part of a URI parameter's name or value without being escaped ({@code paramchar}). */
  public static boolean isParam(int c) {
    return in(c, PARAM);
  }

  /** Part of a URI header's name or value without being escaped. */
  public static boolean isUriHeader(int c) {
    return in(c, HEADER);
  }

  /** Part of a URI of an unknown scheme without being escaped ({@code uric}). */
  public static boolean isUric(int c) {
    return in(c, URIC);
  }

  /** A decimal digit. */
  public static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /** An ASCII letter. */
  public static boolean isAlpha(int c) {
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'z';
  }

  /** The value of a hexadecimal digit, or -1. */
  public static int hex(int c) {
    if (isDigit(c)) {
      return c - '0';
    }
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  /** Space or tab. */
  public static boolean isBlank(int c) {
    return c == ' ' || c == '\t';
  }

  /** Whether the text is a non-empty {@code token}. */
  public static boolean isToken(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isToken(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
