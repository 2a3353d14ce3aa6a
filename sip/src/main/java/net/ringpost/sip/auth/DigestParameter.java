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
    DigestParameter likely = to == from ? null : likely(text, from, to - from);
    return likely != null
            && likely.token.length() == to - from
            && text.regionMatches(true, from, likely.token, 0, to - from)
        ? likely
        : null;
  }

  /** The only one that begins with this letter and is so long, if any. */
  private static @Nullable DigestParameter likely(String text, int from, int length) {
    return switch (text.charAt(from) | 0x20) {
      case 'u' -> length == 3 ? URI : user(text, from, length);
      case 'r' -> length == 5 ? REALM : RESPONSE;
      case 'n' -> length == 2 ? NC : NONCE;
      case 'a' -> ALGORITHM;
      case 'c' -> CNONCE;
      case 'o' -> OPAQUE;
      case 'q' -> QOP;
      case 's' -> STALE;
      default -> null;
    };
  }

  private static DigestParameter user(String text, int from, int length) {
    if (length == EXTENDED_USERNAME.token.length()) {
      return EXTENDED_USERNAME;
    }
    return (text.charAt(from + length - 1) | 0x20) == 'h' ? USERHASH : USERNAME;
  }
}
