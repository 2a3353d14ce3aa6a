// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.account;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * What a member's password is checked against: the digests H(user:realm:password) of RFC 7616
 * §3.4.2, which SIP digest and web sign-in both can use. The user name may be the ID or the number,
 * so there are four.
 */
public final class Credentials {
  private static final int SHA_256 = 32;
  private static final int MD5 = 16;
  private static final int HALF = SHA_256 + MD5;

  private final byte[] bytes;

  private Credentials(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Makes them of a password. */
  public static Credentials of(String id, String number, String realm, String password) {
    return new Credentials(
        ByteBuffer.allocate(2 * HALF)
            .put(digest("SHA-256", id, realm, password))
            .put(digest("MD5", id, realm, password))
            .put(digest("SHA-256", number, realm, password))
            .put(digest("MD5", number, realm, password))
            .array());
  }

  private static byte[] digest(String algorithm, String user, String realm, String password) {
    try {
      return MessageDigest.getInstance(algorithm)
          .digest((user + ":" + realm + ":" + password).getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(algorithm + " is part of every JDK", e);
    }
  }

  /** Whether a password is the member's; takes the same time for any wrong one. */
  public boolean matches(String id, String realm, String password) {
    return MessageDigest.isEqual(idSha256(), digest("SHA-256", id, realm, password));
  }

  /** The 32 bytes for SHA-256 with the ID as user name. */
  public byte[] idSha256() {
    return Arrays.copyOfRange(bytes, 0, SHA_256);
  }

  /** The 16 bytes for MD5 with the ID as user name. */
  public byte[] idMd5() {
    return Arrays.copyOfRange(bytes, SHA_256, HALF);
  }

  /** The 32 bytes for SHA-256 with the number as user name. */
  public byte[] numberSha256() {
    return Arrays.copyOfRange(bytes, HALF, HALF + SHA_256);
  }

  /** The 16 bytes for MD5 with the number as user name. */
  public byte[] numberMd5() {
    return Arrays.copyOfRange(bytes, HALF + SHA_256, 2 * HALF);
  }

  /** All of them, for {@link #ofBytes}. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /**
   * Those that {@link #toBytes} gave.
   *
   * @throws IllegalArgumentException if these bytes are none
   */
  public static Credentials ofBytes(byte[] bytes) {
    if (bytes.length != 2 * HALF) {
      throw new IllegalArgumentException(
          "credentials have " + 2 * HALF + " bytes, not " + bytes.length);
    }
    return new Credentials(bytes.clone());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Credentials c && MessageDigest.isEqual(bytes, c.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Nothing of them. */
  @Override
  public String toString() {
    return "Credentials[…]";
  }
}
