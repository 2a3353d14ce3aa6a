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
    return scan(new TextScanner("URI", text));
  }

  static OtherUri scan(TextScanner in) {
    int from = in.pos;
    while (isScheme(in.peek(), in.pos == from)) {
      in.pos++;
    }
    if (in.pos == from || in.peek() != ':') {
      throw in.error("no URI scheme");
    }
    String scheme = in.ascii(from).toLowerCase(Locale.ROOT);
    in.pos++;
    if (in.atEnd()) {
      throw in.error("nothing after the URI scheme");
    }
    in.runEscaped(Grammar.URIC);
    while (in.peek() == '[' || in.peek() == ']') {
      in.pos++;
      in.runEscaped(Grammar.URIC);
    }
    if (!in.atEnd()) {
      throw in.error("character not allowed in a URI");
    }
    return new OtherUri(scheme, in.whole());
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
