// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

  /** More would only serve to make a receiver work. */
  private static final int MAX = 64;

  /** RFC 3261 §7.3.1, §19.1.1: no parameter's name may appear twice. */
  static void checkNew(TextScanner in, List<@Nullable String> pairs, String name) {
    if (pairs.size() >= 2 * MAX) {
      throw in.error("more than " + MAX + " parameters");
    }
    for (int i = 0; i < pairs.size(); i += 2) {
      if (name.equalsIgnoreCase(pairs.get(i))) {
        throw in.error("parameter " + name + " twice");
      }
    }
  }

  static Params of(List<@Nullable String> pairs) {
    return pairs.isEmpty() ? NONE : new Params(pairs.toArray(new @Nullable String[0]));
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
    List<@Nullable String> rest = new ArrayList<>(Arrays.asList(pairs));
    rest.remove(2 * i);
    rest.remove(2 * i);
    return of(rest);
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
    List<@Nullable String> pairs = new ArrayList<>(8);
    do {
      String name = in.token("parameter name");
      checkNew(in, pairs, name);
      pairs.add(name);
      pairs.add(in.separator('=') ? value(in, name) : null);
    } while (in.separator(';'));
    return of(pairs);
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
    while (!in.atEnd()) {
      int c = in.peek();
      if (!Grammar.isToken(c) && !(address && (c == ':' || c == '[' || c == ']'))) {
        break;
      }
      in.pos++;
    }
    if (in.pos == from) {
      throw in.error("value of parameter " + name + " expected");
    }
    return in.text.substring(from, in.pos);
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
