// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * An address with an optional name for people, and parameters of the header: the value of From, To,
 * Contact, Route and such (RFC 3261 §20.10, §25.1).
 *
 * @param displayName without quotes and escapes; null if there is none
 * @param params those behind the address; what stands inside {@code <>} belongs to the URI
 */
public record NameAddr(@Nullable String displayName, Uri uri, Params params) {
  /** An address without name and parameters. */
  public static NameAddr of(Uri uri) {
    return new NameAddr(null, uri, Params.NONE);
  }

  /**
   * Reads one address.
   *
   * @param header the header's name, for the error
   * @throws MalformedException if the value is anything but one address
   */
  public static NameAddr parse(String header, String value) {
    return scan(new TextScanner(header, value));
  }

  static NameAddr scan(TextScanner in) {
    NameAddr address = scan(in, false);
    in.end();
    return address;
  }

  /**
   * Reads addresses separated by commas.
   *
   * @param bracketed whether only the form with {@code <>} is allowed, as in Route
   * @throws MalformedException if one of them is malformed or missing
   */
  public static List<NameAddr> parseList(String header, String value, boolean bracketed) {
    return scanList(new TextScanner(header, value), bracketed);
  }

  static List<NameAddr> scanList(TextScanner in, boolean bracketed) {
    NameAddr first = scan(in, bracketed);
    if (!in.separator(',')) {
      in.end();
      return List.of(first);
    }
    List<NameAddr> out = new ArrayList<>(4);
    out.add(first);
    do {
      out.add(scan(in, bracketed));
    } while (in.separator(','));
    in.end();
    return List.copyOf(out);
  }

  private static NameAddr scan(TextScanner in, boolean bracketed) {
    in.blanks();
    String name = null;
    if (in.peek() == '"') {
      name = TextScanner.unquote(in.quoted());
      in.blanks();
    } else if (in.peek() != '<') {
      int from = in.pos;
      tokensAndBlanks(in);
      if (in.peek() != '<') {
        in.pos = from;
        if (bracketed) {
          throw in.error("'<' expected");
        }
        return bare(in);
      }
      name = in.ascii(from).strip();
    }
    if (in.peek() != '<') {
      throw in.error("'<' expected");
    }
    int close = in.indexOf('>');
    if (close < 0) {
      throw in.error("'<' is not closed");
    }
    Uri uri = in.uri(in.pos + 1, close);
    in.pos = close + 1;
    return new NameAddr(name, uri, Params.scan(in));
  }

  /** RFC 4475 §3.1.1.6: no blank is needed between a name's last token and the bracket. */
  private static void tokensAndBlanks(TextScanner in) {
    in.run(Grammar.TOKEN);
    while (Grammar.isBlank(in.peek())) {
      in.blanks();
      in.run(Grammar.TOKEN);
    }
  }

  /**
   * RFC 3261 §20.10: without brackets, what follows a semicolon are the header's parameters, and
   * the URI can have neither comma nor question mark.
   */
  private static NameAddr bare(TextScanner in) {
    int from = in.pos;
    while (!in.atEnd() && ";, \t".indexOf(in.peek()) < 0) {
      if (in.peek() == '?') {
        throw in.error("'?' in a URI that is not in '<>'");
      }
      in.pos++;
    }
    return new NameAddr(null, in.uri(from, in.pos), Params.scan(in));
  }

  /** The tag parameter of From and To; null if there is none. */
  public @Nullable String tag() {
    return params.get("tag");
  }

  /**
   * A Contact's expires parameter in seconds, 0 to 2³²−1; empty if missing. RFC 3261 §10.2.1.1: a
   * malformed one counts as 3600.
   */
  public OptionalLong expires() {
    String value = params.get("expires");
    if (value == null) {
      return OptionalLong.empty();
    }
    long n = value.isEmpty() || value.length() > 10 ? -1 : 0;
    for (int i = 0; i < value.length() && n >= 0; i++) {
      n = Grammar.isDigit(value.charAt(i)) ? n * 10 + (value.charAt(i) - '0') : -1;
    }
    return OptionalLong.of(n < 0 || n > 0xffff_ffffL ? 3600 : n);
  }

  /** With this parameter set, see {@link Params#with}. */
  public NameAddr withParam(String name, @Nullable String value) {
    return new NameAddr(displayName, uri, params.with(name, value));
  }

  /** As written in a message: always with brackets, the name in quotes. */
  @Override
  public String toString() {
    StringBuilder sb = new StringBuilder(64);
    if (displayName != null && !displayName.isEmpty()) {
      sb.append(TextScanner.quote(displayName)).append(' ');
    }
    sb.append('<').append(uri).append('>');
    params.appendTo(sb);
    return sb.toString();
  }
}
