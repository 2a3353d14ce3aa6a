// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

import org.jspecify.annotations.Nullable;

/**
 * A telephone number as a URI (RFC 3966). Equal if the text is.
 *
 * @param number as written, with visual separators
 * @param params such as {@code phone-context}
 * @param text the whole URI
 */
public record TelUri(String number, Params params, String text) implements Uri {
  /**
   * Reads a {@code tel:} URI.
   *
   * @throws MalformedException if it is none
   */
  public static TelUri parse(String text) {
    TextScanner in = new TextScanner("URI", text);
    if (!in.takesScheme("tel:")) {
      throw in.error("no tel URI");
    }
    return scan(in);
  }

  /** Reads what stands behind the scheme. */
  static TelUri scan(TextScanner in) {
    int from = in.pos;
    if (in.peek() == '+') {
      in.pos++;
    }
    int digits = 0;
    while (isPhoneChar(in.peek())) {
      digits += isSeparator(in.peek()) ? 0 : 1;
      in.pos++;
    }
    if (digits == 0) {
      throw in.error("no telephone number");
    }
    String number = in.ascii(from);
    Params params = UriParams.scan(in);
    if (!in.atEnd()) {
      throw in.error("character not allowed in a telephone number");
    }
    return new TelUri(number, params, in.whole());
  }

  private static boolean isPhoneChar(int c) {
    return Grammar.hex(c) >= 0 || c == '*' || c == '#' || isSeparator(c);
  }

  private static boolean isSeparator(int c) {
    return c == '-' || c == '.' || c == '(' || c == ')';
  }

  @Override
  public String scheme() {
    return "tel";
  }

  /**
   * Within what the number is valid (RFC 3966 §5.1.5): a domain, or the first digits of global
   * numbers with their {@code +}; null if it is not said.
   */
  public @Nullable String context() {
    return UriParams.get(params, "phone-context");
  }

  /** The number without visual separators, with its {@code +} if it has one. */
  public String digits() {
    StringBuilder sb = new StringBuilder(number.length());
    for (int i = 0; i < number.length(); i++) {
      if (!isSeparator(number.charAt(i))) {
        sb.append(number.charAt(i));
      }
    }
    return sb.toString();
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof TelUri t && t.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
