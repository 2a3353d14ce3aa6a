// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

import org.jspecify.annotations.Nullable;

/**
 * A request method: an open set, compared case-sensitively (RFC 3261 §7.1). The constants are
 * interned, so that {@code ==} works for them.
 */
public final class Method {
  public static final Method INVITE = new Method("INVITE", true);
  public static final Method ACK = new Method("ACK", true);
  public static final Method BYE = new Method("BYE", true);
  public static final Method CANCEL = new Method("CANCEL", true);
  public static final Method REGISTER = new Method("REGISTER", true);
  public static final Method OPTIONS = new Method("OPTIONS", true);

  /** RFC 3428. */
  public static final Method MESSAGE = new Method("MESSAGE", true);

  /** RFC 6665. */
  public static final Method SUBSCRIBE = new Method("SUBSCRIBE", true);

  /** RFC 6665. */
  public static final Method NOTIFY = new Method("NOTIFY", true);

  /** RFC 3903. */
  public static final Method PUBLISH = new Method("PUBLISH", true);

  /** RFC 3515. */
  public static final Method REFER = new Method("REFER", true);

  /** RFC 6086. */
  public static final Method INFO = new Method("INFO", true);

  /** RFC 3311. */
  public static final Method UPDATE = new Method("UPDATE", true);

  /** RFC 3262. */
  public static final Method PRACK = new Method("PRACK", true);

  private static final Method[] KNOWN = {
    INVITE, ACK, BYE, CANCEL, REGISTER, OPTIONS, MESSAGE, SUBSCRIBE, NOTIFY, PUBLISH, REFER, INFO,
    UPDATE, PRACK
  };

  private final String token;
  private final boolean known;

  private Method(String token, boolean known) {
    this.token = token;
    this.known = known;
  }

  /**
   * The method with this token.
   *
   * @throws IllegalArgumentException if it is no token
   */
  public static Method of(String token) {
    for (Method m : KNOWN) {
      if (m.token.equals(token)) {
        return m;
      }
    }
    if (!Grammar.isToken(token)) {
      throw new IllegalArgumentException("not a method: " + token);
    }
    return new Method(token, false);
  }

  /** The method in these bytes, allocating nothing for a known one; null if they are no token. */
  @SuppressWarnings("deprecation") // the ASCII constructor: the bytes were just checked to be token
  public static @Nullable Method of(byte[] buf, int off, int len) {
    Method likely = len == 0 ? null : likely(buf[off], len);
    if (likely != null && likely.matches(buf, off, len)) {
      return likely;
    }
    for (int i = off; i < off + len; i++) {
      if (!Grammar.isToken(buf[i])) {
        return null;
      }
    }
    return len == 0 ? null : new Method(new String(buf, 0, off, len), false);
  }

  /** The only known one that begins with this letter and is so long, if any. */
  private static @Nullable Method likely(byte letter, int length) {
    return switch (letter) {
      case 'I' -> length == 4 ? INFO : INVITE;
      case 'A' -> ACK;
      case 'B' -> BYE;
      case 'C' -> CANCEL;
      case 'R' -> length == 5 ? REFER : REGISTER;
      case 'O' -> OPTIONS;
      case 'M' -> MESSAGE;
      case 'S' -> SUBSCRIBE;
      case 'N' -> NOTIFY;
      case 'P' -> length == 5 ? PRACK : PUBLISH;
      case 'U' -> UPDATE;
      default -> null;
    };
  }

  private boolean matches(byte[] buf, int off, int len) {
    if (len != token.length()) {
      return false;
    }
    for (int i = 0; i < len; i++) {
      if (buf[off + i] != token.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The token as written in a message. */
  public String token() {
    return token;
  }

  /** Whether this is one of the constants here. */
  public boolean known() {
    return known;
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return this == o || (o instanceof Method m && m.token.equals(token));
  }

  @Override
  public int hashCode() {
    return token.hashCode();
  }

  @Override
  public String toString() {
    return token;
  }
}
