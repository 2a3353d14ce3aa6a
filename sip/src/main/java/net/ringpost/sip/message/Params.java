// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Parameters in their order, {@code ;name=value;flag}; names are compared without regard to case.
 * Immutable. Equal if names (in any case) and values are, in the same order.
 */
public final class Params {
  /** No parameters. */
  public static final Params NONE = new Params(new @Nullable String[0]);

  /**
   * Name, value, name, value …; a value is as written, with its quotes or escapes; null if none.
   */
  private final @Nullable String[] pairs;

  private Params(@Nullable String[] pairs) {
    this.pairs = pairs;
  }

  /** Names that need no text of their own. */
  private static final String[] USUAL = {"tag", "branch", "rport", "received", "expires", "q"};

  /** More would only serve to make a receiver work. */
  private static final int MAX = 64;

  /**
   * Puts a parameter behind the others.
   *
   * <p>RFC 3261 §7.3.1, §19.1.1: no name may appear twice.
   */
  static @Nullable String[] add(
      TextScanner in, @Nullable String[] pairs, int length, String name, @Nullable String value) {
    for (int i = 0; i < length; i += 2) {
      if (name.equalsIgnoreCase(pairs[i])) {
        throw in.error("parameter " + name + " twice");
      }
    }
    return addAny(in, pairs, length, name, value);
  }

  /** The same for what may have a name twice: the headers in a URI. */
  static @Nullable String[] addAny(
      TextScanner in, @Nullable String[] pairs, int length, String name, @Nullable String value) {
    if (length >= 2 * MAX) {
      throw in.error("more than " + MAX + " parameters");
    }
    @Nullable String[] out = length == pairs.length ? Arrays.copyOf(pairs, length + 6) : pairs;
    out[length] = name;
    out[length + 1] = value;
    return out;
  }

  /** {@code pairs} as in the field; it is kept if full. */
  static Params of(@Nullable String[] pairs, int length) {
    if (length == 0) {
      return NONE;
    }
    return new Params(length == pairs.length ? pairs : Arrays.copyOf(pairs, length));
  }

  /** How many there are. */
  public int size() {
    return pairs.length / 2;
  }

  /** Whether there are none. */
  public boolean isEmpty() {
    return pairs.length == 0;
  }

  /** The name of the parameter at {@code index}, as written. */
  public String name(int index) {
    String name = pairs[2 * index];
    return name == null ? "" : name;
  }

  /** The value at {@code index} as written, with quotes and escapes; null if it has none. */
  public @Nullable String rawValue(int index) {
    return pairs[2 * index + 1];
  }

  private int indexOf(String name) {
    for (int i = 0; i < size(); i++) {
      if (name(i).equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether the parameter is there, with a value or without. */
  public boolean has(String name) {
    return indexOf(name) >= 0;
  }

  /** The value without quotes; empty if the parameter has none; null if it is not there. */
  public @Nullable String get(String name) {
    int i = indexOf(name);
    if (i < 0) {
      return null;
    }
    String raw = rawValue(i);
    return raw == null ? "" : TextScanner.unquote(raw);
  }

  /**
   * With this parameter set, in its old place or at the end.
   *
   * @param value as it is to be written (quoted by the caller where needed), or null for a flag
   */
  public Params with(String name, @Nullable String value) {
    int i = indexOf(name);
    @Nullable String[] copy = Arrays.copyOf(pairs, i < 0 ? pairs.length + 2 : pairs.length);
    int at = i < 0 ? pairs.length : 2 * i;
    copy[at] = name;
    copy[at + 1] = value;
    return new Params(copy);
  }

  /** With this parameter set to a quoted string. */
  public Params withQuoted(String name, String value) {
    return with(name, TextScanner.quote(value));
  }

  /** Without this parameter. */
  public Params without(String name) {
    int i = indexOf(name);
    if (i < 0) {
      return this;
    }
    @Nullable String[] rest = new @Nullable String[pairs.length - 2];
    System.arraycopy(pairs, 0, rest, 0, 2 * i);
    System.arraycopy(pairs, 2 * i + 2, rest, 2 * i, rest.length - 2 * i);
    return of(rest, rest.length);
  }

  void appendTo(StringBuilder sb) {
    for (int i = 0; i < size(); i++) {
      sb.append(';').append(name(i));
      if (rawValue(i) != null) {
        sb.append('=').append(rawValue(i));
      }
    }
  }

  /** Reads {@code *( SEMI generic-param )} up to what is no semicolon. */
  static Params scan(TextScanner in) {
    if (!in.separator(';')) {
      return NONE;
    }
    @Nullable String[] pairs = new @Nullable String[2];
    int length = 0;
    do {
      String name = in.tokenFrom(USUAL, "parameter name");
      String value = in.separator('=') ? value(in, name) : null;
      pairs = add(in, pairs, length, name, value);
      length += 2;
    } while (in.separator(';'));
    return of(pairs, length);
  }

  /** gen-value: token, host or quoted string. */
  private static String value(TextScanner in, String name) {
    if (in.peek() == '"') {
      return in.quoted();
    }
    int from = in.pos;
    // An IPv6 address stands in brackets where it is a host, but bare in a Via's received
    // parameter.
    boolean address = in.peek() == '[' || name.equalsIgnoreCase("received");
    in.run(Grammar.TOKEN);
    while (address && (in.peek() == ':' || in.peek() == '[' || in.peek() == ']')) {
      in.pos++;
      in.run(Grammar.TOKEN);
    }
    if (in.pos == from) {
      throw in.error("value of parameter " + name + " expected");
    }
    return in.ascii(from);
  }

  @Override
  public boolean equals(@Nullable Object o) {
    if (!(o instanceof Params p) || p.pairs.length != pairs.length) {
      return false;
    }
    for (int i = 0; i < size(); i++) {
      if (!name(i).equalsIgnoreCase(p.name(i)) || !Arrays.equals(one(i), p.one(i))) {
        return false;
      }
    }
    return true;
  }

  private @Nullable String[] one(int i) {
    return new @Nullable String[] {rawValue(i)};
  }

  @Override
  public int hashCode() {
    int h = size();
    for (int i = 0; i < size(); i++) {
      String raw = rawValue(i);
      h = 31 * h + (raw == null ? 0 : raw.hashCode());
    }
    return h;
  }

  /** As written in a message, starting with a semicolon; empty if there are none. */
  @Override
  public String toString() {
    StringBuilder sb = new StringBuilder();
    appendTo(sb);
    return sb.toString();
  }
}
