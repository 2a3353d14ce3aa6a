// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.auth;

import java.util.Locale;

/** The parameters of RFC 7616, so that reading one makes no new string for its name. */
final class Names {
  private static final String[] KNOWN = {
    "username",
    "realm",
    "nonce",
    "uri",
    "response",
    "algorithm",
    "cnonce",
    "opaque",
    "qop",
    "nc",
    "stale",
    "domain",
    "username*",
    "userhash",
    "charset",
  };

  private Names() {}

  /** The lower-case name that stands there. */
  static String lower(String text, int from, int to) {
    for (String name : KNOWN) {
      if (name.length() == to - from && text.regionMatches(true, from, name, 0, name.length())) {
        return name;
      }
    }
    return text.substring(from, to).toLowerCase(Locale.ROOT);
  }
}
