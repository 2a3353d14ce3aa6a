// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The usual shape of {@code a=fmtp}: {@code name=value;name=value}. Names in lower case. */
final class FormatParameters {
  private final Map<String, String> values = new HashMap<>();

  FormatParameters(String fmtp) {
    int from = 0;
    while (from < fmtp.length()) {
      int semicolon = fmtp.indexOf(';', from);
      int end = semicolon < 0 ? fmtp.length() : semicolon;
      put(fmtp.substring(from, end).strip());
      from = end + 1;
    }
  }

  private void put(String pair) {
    int equals = pair.indexOf('=');
    if (equals > 0) {
      String name = pair.substring(0, equals).strip().toLowerCase(Locale.ROOT);
      values.putIfAbsent(name, pair.substring(equals + 1).strip());
    }
  }

  int number(String name, int min, int max, int otherwise) {
    String value = values.get(name);
    try {
      return value == null ? otherwise : Numbers.parse(value, min, max, name);
    } catch (IllegalArgumentException unreadable) {
      return otherwise;
    }
  }

  boolean flag(String name) {
    return "1".equals(values.get(name));
  }
}
