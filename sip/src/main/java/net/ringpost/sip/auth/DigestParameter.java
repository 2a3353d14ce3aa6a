// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.auth;

import org.jspecify.annotations.Nullable;

/** The parameters of challenges and credentials (RFC 7616 §3.3, §3.4). */
enum DigestParameter {
  USERNAME("username"),
  REALM("realm"),
  NONCE("nonce"),
  URI("uri"),
  RESPONSE("response"),
  ALGORITHM("algorithm"),
  CNONCE("cnonce"),
  OPAQUE("opaque"),
  QOP("qop"),
  NC("nc"),
  STALE("stale"),
  EXTENDED_USERNAME("username*"),
  USERHASH("userhash");

  private static final DigestParameter[] ALL = values();

  private final String token;

  DigestParameter(String token) {
    this.token = token;
  }

  /** As it is written, in lower case. */
  String token() {
    return token;
  }

  /** The one whose name stands there, in any case; null for one that we do not know. */
  static @Nullable DigestParameter of(String text, int from, int to) {
    for (DigestParameter p : ALL) {
      String token = p.token;
      if (token.length() == to - from && text.regionMatches(true, from, token, 0, to - from)) {
        return p;
      }
    }
    return null;
  }
}
