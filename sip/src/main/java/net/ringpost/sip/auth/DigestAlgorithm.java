// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/**
 * The hash functions that digest is done with, strongest first: the order in which they are offered
 * and chosen (RFC 8760 §2.4).
 *
 * <p>DEVIATION RFC 7616 §3.3: the {@code -sess} forms and SHA-512-256 are neither offered nor
 * understood; no telephone is known that has nothing else.
 */
public enum DigestAlgorithm {
  /** SHA-256, RFC 7616 §3.2. */
  SHA_256("SHA-256", 32),
  /** MD5, for older telephones. */
  MD5("MD5", 16);

  private final String token;
  private final int size;

  DigestAlgorithm(String token, int size) {
    this.token = token;
    this.size = size;
  }

  /** As it stands in the {@code algorithm} parameter; also the JDK's name. */
  public String token() {
    return token;
  }

  /** The length of a hash, in bytes. */
  public int size() {
    return size;
  }

  /** The one of that name, whatever its case; empty for one we do not have. */
  public static Optional<DigestAlgorithm> of(String token) {
    for (DigestAlgorithm algorithm : values()) {
      if (algorithm.token.equalsIgnoreCase(token)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /**
   * What a service keeps instead of a password: H(user:realm:password) of RFC 7616 §3.4.2, as raw
   * bytes. All three in UTF-8.
   */
  public byte[] ha1(String userName, String realm, String password) {
    return newDigest()
        .digest((userName + ":" + realm + ":" + password).getBytes(StandardCharsets.UTF_8));
  }

  MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance(token);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(token + " is part of every JDK", e);
    }
  }
}
