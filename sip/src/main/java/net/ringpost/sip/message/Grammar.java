// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

/** The character classes of RFC 3261 §25.1, as table look-ups. */
public final class Grammar {
  /** {@code token}. */
  static final int TOKEN = 1;

  /** {@code word}, of which a Call-ID consists. */
  static final int WORD = 2;

  /** A URI's user, see {@link #isUser}. */
  static final int USER = 4;

  /** A URI's password, without escapes like all that follow. */
  static final int PASSWORD = 8;

  /** A URI parameter's name or value: {@code paramchar}. */
  static final int PARAM = 16;

  /** A URI header's name or value. */
  static final int HEADER = 32;

  /** A URI of an unknown scheme: {@code uric}. */
  static final int URIC = 64;

  /** A host's name or IPv4 address. */
  static final int HOST = 128;

  /**
   * What should be escaped in a URI and is read as it is (RFC 2396 §2.4.3).
   *
   * <p>DEVIATION RFC 3261 §25.1: telephones send the keys that were pressed, such as {@code *31#},
   * as they are, and the calls that follow from their Contact must reach them. It can be mistaken
   * for nothing else, and is never written so by us.
   */
  private static final int UNWISE = 256;

  /** By a byte: the classes it belongs to. */
  private static final short[] CLASS = new short[256];

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
    mark(alphanum + "-.", HOST);
    mark("#{}|^`", USER | PASSWORD | PARAM | HEADER | UNWISE);
    for (int i = 128; i < 256; i++) {
      CLASS[i] = USER;
    }
  }

  private Grammar() {}

  private static void mark(String chars, int bit) {
    for (int i = 0; i < chars.length(); i++) {
      CLASS[chars.charAt(i)] |= (short) bit;
    }
  }

  /** Where the first byte from {@code from} on is that does not belong to the class. */
  static int run(byte[] bytes, int from, int to, int bit) {
    int i = from;
    while (i < to && (CLASS[bytes[i] & 0xff] & bit) != 0) {
      i++;
    }
    return i;
  }

  private static boolean in(int c, int bit) {
    return c >= 0 && c < 128 && (CLASS[c] & bit) != 0;
  }

  /** Part of a {@code token}. */
  public static boolean isToken(int c) {
    return in(c, TOKEN);
  }

  /**
   * Part of a URI's user without being escaped. Characters beyond ASCII count too.
   *
   * <p>DEVIATION RFC 3261 §25.1: a user in another script should be escaped UTF-8; people's phones
   * send it unescaped, and numbers in any script are what Ringpost is for.
   */
  public static boolean isUser(int c) {
    return c >= 128 || (in(c, USER) && !in(c, UNWISE));
  }

  /** Part of a URI parameter's name or value without being escaped ({@code paramchar}). */
  public static boolean isParam(int c) {
    return in(c, PARAM) && !in(c, UNWISE);
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
