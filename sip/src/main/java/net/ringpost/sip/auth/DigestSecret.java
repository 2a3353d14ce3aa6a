// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.auth;

/** What a client proves itself with. Its text form never shows the secret. */
public final class DigestSecret {
  private final String userName;
  private final Source source;

  private interface Source {
    byte[] ha1(DigestAlgorithm algorithm, String realm);
  }

  private DigestSecret(String userName, Source source) {
    this.userName = userName;
    this.source = source;
  }

  /** A user name and its password, good for every realm. */
  public static DigestSecret ofPassword(String userName, String password) {
    return new DigestSecret(
        userName, (algorithm, realm) -> algorithm.ha1(userName, realm, password));
  }

  /**
   * A user name and the hashes of its password for one realm, raw as of {@link
   * DigestAlgorithm#ha1}.
   */
  public static DigestSecret ofHashes(String userName, byte[] sha256, byte[] md5) {
    byte[] strong = sha256.clone();
    byte[] weak = md5.clone();
    return new DigestSecret(
        userName, (algorithm, realm) -> algorithm == DigestAlgorithm.MD5 ? weak : strong);
  }

  /** Who it is. */
  public String userName() {
    return userName;
  }

  byte[] ha1(DigestAlgorithm algorithm, String realm) {
    return source.ha1(algorithm, realm);
  }

  /** The user name only. */
  @Override
  public String toString() {
    return "DigestSecret[" + userName + "]";
  }
}
