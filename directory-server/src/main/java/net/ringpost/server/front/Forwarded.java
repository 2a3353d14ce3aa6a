// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.front;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the Forwarded header (RFC 7239 §4). */
final class Forwarded {
  private final String text;
  private int at;

  private Forwarded(String text) {
    this.text = text;
  }

  /**
   * The elements of all lines in their order. A line that is not as the RFC has it counts as one
   * element that says nothing: whoever wrote it, nothing before it is believed.
   */
  static List<ForwardedClient.Hop> hops(List<String> lines) {
    List<ForwardedClient.Hop> hops = new ArrayList<>();
    for (String line : lines) {
      List<ForwardedClient.Hop> read = new Forwarded(line).elements();
      if (read == null) {
        hops.add(new ForwardedClient.Hop(null, null, null));
      } else {
        hops.addAll(read);
      }
    }
    return hops;
  }

  private @Nullable List<ForwardedClient.Hop> elements() {
    List<ForwardedClient.Hop> elements = new ArrayList<>();
    Map<String, String> pairs = new HashMap<>();
    while (true) {
      space();
      if (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != ';') {
        if (!pair(pairs)) {
          return null;
        }
        space();
      }
      if (at == text.length() || text.charAt(at) == ',') {
        if (!pairs.isEmpty()) {
          elements.add(
              new ForwardedClient.Hop(pairs.get("for"), pairs.get("proto"), pairs.get("host")));
          pairs.clear();
        }
        if (at == text.length()) {
          return elements;
        }
      } else if (text.charAt(at) != ';') {
        return null;
      }
      at++;
    }
  }

  /** Reads {@code name=value}; false if there is none, or the name was there before. */
  private boolean pair(Map<String, String> into) {
    String name = token();
    if (name.isEmpty() || at == text.length() || text.charAt(at) != '=') {
      return false;
    }
    at++;
    boolean quoted = at < text.length() && text.charAt(at) == '"';
    String value = quoted ? quoted() : token();
    return value != null
        && (quoted || !value.isEmpty())
        && into.put(name.toLowerCase(Locale.ROOT), value) == null;
  }

  private String token() {
    int from = at;
    // More than the RFC has in a token: many write addresses and ports without quotes.
    while (at < text.length() && ",;=\" \t".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(from, at);
  }

  private @Nullable String quoted() {
    StringBuilder value = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return value.toString();
      }
      if (c == '\\' && ++at == text.length()) {
        return null;
      }
      value.append(text.charAt(at));
    }
    return null;
  }

  private void space() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
  }
}
