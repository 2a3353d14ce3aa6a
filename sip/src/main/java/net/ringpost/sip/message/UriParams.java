// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

import org.jspecify.annotations.Nullable;

/** The parameters and headers inside a URI: no blanks, no quotes, percent escapes instead. */
final class UriParams {
  private UriParams() {}

  /** {@code *( ";" pname [ "=" pvalue ] )} */
  static Params scan(TextScanner in) {
    if (in.peek() != ';') {
      return Params.NONE;
    }
    @Nullable String[] pairs = new @Nullable String[2];
    int length = 0;
    while (in.peek() == ';') {
      in.pos++;
      String name = piece(in, "URI parameter's name");
      String value = null;
      if (in.peek() == '=') {
        in.pos++;
        value = piece(in, "URI parameter's value");
      }
      pairs = Params.add(in, pairs, length, name, value);
      length += 2;
    }
    return Params.of(pairs, length);
  }

  /** {@code "?" hname "=" hvalue *( "&" … )} */
  static Params scanHeaders(TextScanner in) {
    if (in.peek() != '?') {
      return Params.NONE;
    }
    @Nullable String[] pairs = new @Nullable String[2];
    int length = 0;
    do {
      in.pos++;
      int nameFrom = in.pos;
      in.runEscaped(Grammar.HEADER);
      String name = in.ascii(nameFrom);
      if (name.isEmpty()) {
        throw in.error("URI header's name expected");
      }
      if (in.peek() != '=') {
        throw in.error("'=' expected after a URI header's name");
      }
      in.pos++;
      int from = in.pos;
      in.runEscaped(Grammar.HEADER);
      pairs = Params.addAny(in, pairs, length, name, in.ascii(from));
      length += 2;
    } while (in.peek() == '&');
    return Params.of(pairs, length);
  }

  private static String piece(TextScanner in, String what) {
    int from = in.pos;
    in.runEscaped(Grammar.PARAM);
    if (in.pos == from) {
      throw in.error(what + " expected");
    }
    return in.ascii(from);
  }

  /** The unescaped value of the parameter whose unescaped name this is; null if absent. */
  static @Nullable String get(Params params, String name) {
    for (int i = 0; i < params.size(); i++) {
      if (Escapes.decode(params.name(i)).equalsIgnoreCase(name)) {
        String raw = params.rawValue(i);
        return raw == null ? "" : Escapes.decode(raw);
      }
    }
    return null;
  }
}
