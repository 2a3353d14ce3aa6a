// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

import java.nio.charset.StandardCharsets;

/** Host names and addresses as text (RFC 3261 §25.1, RFC 5954 for IPv6). */
public final class Host {
  private Host() {}

  /**
   * Whether the text is a host name of RFC 3261: labels, of which the last begins with a letter.
   */
  public static boolean isName(String s) {
    byte[] bytes = s.getBytes(StandardCharsets.UTF_8);
    return isName(bytes, 0, bytes.length);
  }

  private static boolean isName(byte[] s, int from, int to) {
    int end = to > from && s[to - 1] == '.' ? to - 1 : to;
    if (end == from) {
      return false;
    }
    int label = from;
    for (int i = from; i <= end; i++) {
      if (i < end && s[i] != '.') {
        continue;
      }
      if (!isLabel(s, label, i)) {
        return false;
      }
      if (i == end && !Grammar.isAlpha(s[label])) {
        return false;
      }
      label = i + 1;
    }
    return true;
  }

  private static boolean isLabel(byte[] s, int from, int to) {
    if (from == to || s[from] == '-' || s[to - 1] == '-') {
      return false;
    }
    for (int i = from; i < to; i++) {
      int c = s[i];
      if (!Grammar.isAlpha(c) && !Grammar.isDigit(c) && c != '-') {
        return false;
      }
    }
    return true;
  }

  /** Whether the text is an IPv4 address in four decimal parts of 0 to 255. */
  public static boolean isIpv4(String s) {
    byte[] bytes = s.getBytes(StandardCharsets.UTF_8);
    return isIpv4(bytes, 0, bytes.length);
  }

  private static boolean isIpv4(byte[] s, int from, int to) {
    int parts = 0;
    int value = -1;
    for (int i = from; i <= to; i++) {
      if (i == to || s[i] == '.') {
        if (value < 0) {
          return false;
        }
        parts++;
        value = -1;
        continue;
      }
      int c = s[i];
      value = Math.max(value, 0) * 10 + (c - '0');
      if (!Grammar.isDigit(c) || value > 255) {
        return false;
      }
    }
    return parts == 4;
  }

  /**
   * Whether the text is an IPv6 address, without brackets.
   *
   * <p>RFC 5118 §4.10: the grammar of RFC 3261 wrongly lets a generator write three colons before
   * an embedded IPv4 address, so that is understood as two.
   */
  public static boolean isIpv6(String s) {
    String t = s;
    int dot = t.indexOf('.');
    int groupsNeeded = 8;
    if (dot >= 0) {
      int colon = t.lastIndexOf(':');
      if (colon < 0 || !isIpv4(t.substring(colon + 1))) {
        return false;
      }
      t = t.substring(0, colon);
      if (t.endsWith(":")) {
        // "::192.0.2.1" leaves one colon here; ":::192.0.2.1" leaves two.
        t = t.endsWith("::") ? t : t + ":";
      }
      groupsNeeded = 6;
    }
    int gap = t.indexOf("::");
    if (gap < 0) {
      return groups(t) == groupsNeeded;
    }
    int before = gap == 0 ? 0 : groups(t.substring(0, gap));
    int after = gap + 2 == t.length() ? 0 : groups(t.substring(gap + 2));
    return before >= 0 && after >= 0 && before + after < groupsNeeded;
  }

  /** How many groups of one to four hexadecimal digits between single colons, or -1. */
  private static int groups(String s) {
    int groups = 0;
    int digits = 0;
    for (int i = 0; i <= s.length(); i++) {
      if (i == s.length() || s.charAt(i) == ':') {
        if (digits == 0) {
          return -1;
        }
        groups++;
        digits = 0;
      } else if (Grammar.hex(s.charAt(i)) < 0 || ++digits > 4) {
        return -1;
      }
    }
    return groups;
  }

  /** Whether the text, without brackets, is an address and not a name. */
  public static boolean isAddress(String s) {
    return s.indexOf(':') >= 0 ? isIpv6(s) : isIpv4(s);
  }

  /** With brackets if it is an IPv6 address. */
  public static String bracketed(String host) {
    return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
  }

  /** Reads a host, and returns it without brackets. */
  static String scan(TextScanner in) {
    if (in.peek() == '[') {
      int close = in.indexOf(']');
      String inner = close < 0 ? "" : in.text(in.pos + 1, close);
      if (inner.indexOf(':') < 0 || !isIpv6(inner)) {
        throw in.error("no IPv6 address in brackets");
      }
      in.pos = close + 1;
      return inner.replace(":::", "::");
    }
    return in.hostName();
  }

  /** One of both: no name's last part begins with a digit, which saves trying both. */
  static boolean isNameOrIpv4(byte[] s, int from, int to) {
    int part = to;
    while (part > from && s[part - 1] != '.') {
      part--;
    }
    return (part < to && Grammar.isDigit(s[part])) ? isIpv4(s, from, to) : isName(s, from, to);
  }

  /** Reads {@code [ COLON port ]}; -1 if there is none. */
  static int scanPort(TextScanner in) {
    if (in.peek() != ':') {
      return -1;
    }
    in.pos++;
    return (int) in.number("port", 65535);
  }
}
