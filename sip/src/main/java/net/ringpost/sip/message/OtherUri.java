// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

import java.util.Locale;

/**
 * A URI of a scheme that Ringpost does not take apart.
 *
 * @param scheme in lower case
 * @param text the whole URI
 */
public record OtherUri(String scheme, String text) implements Uri {
  /**
   * Reads an absolute URI (RFC 3261 §25.1 {@code absoluteURI}).
   *
   * @throws MalformedException if it has no scheme or a character that a URI cannot have
   */
  public static OtherUri parse(String text) {
    TextScanner in = new TextScanner("URI", text);
    while (isScheme(in.peek(), in.pos == 0)) {
      in.pos++;
    }
    if (in.pos == 0 || in.peek() != ':') {
      throw in.error("no URI scheme");
    }
    String scheme = text.substring(0, in.pos).toLowerCase(Locale.ROOT);
    in.pos++;
    if (in.atEnd()) {
      throw in.error("nothing after the URI scheme");
    }
    while (!in.atEnd()) {
      int c = in.peek();
      if (c == '%') {
        Escapes.check(in);
      } else if (!Grammar.isUric(c) && c != '[' && c != ']') {
        throw in.error("character not allowed in a URI");
      }
      in.pos++;
    }
    return new OtherUri(scheme, text);
  }

  private static boolean isScheme(int c, boolean first) {
    return Grammar.isAlpha(c)
        || (!first && (Grammar.isDigit(c) || c == '+' || c == '-' || c == '.'));
  }

  @Override
  public String toString() {
    return text;
  }
}
