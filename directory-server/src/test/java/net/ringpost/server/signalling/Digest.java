// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Digest as RFC 7616 §3.4 writes it down, by itself: the tests' own. */
final class Digest {
  private Digest() {}

  static String proof(
      String algorithm, String user, String password, String nonce, String method, String uri) {
    String ha1 = hash(algorithm, user + ":" + Stage.REALM + ":" + password);
    String ha2 = hash(algorithm, method + ":" + uri);
    String response = hash(algorithm, ha1 + ":" + nonce + ":00000001:c:auth:" + ha2);
    return "Digest username=\""
        + user
        + "\", realm=\""
        + Stage.REALM
        + "\", nonce=\""
        + nonce
        + "\", uri=\""
        + uri
        + "\", response=\""
        + response
        + "\", algorithm="
        + algorithm
        + ", cnonce=\"c\", qop=auth, nc=00000001";
  }

  private static String hash(String algorithm, String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
