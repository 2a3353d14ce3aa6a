// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/**
 * A certificate's fingerprint as in SDP, RFC 8122 §5.
 *
 * @param hash lower case, for example {@code sha-256}
 * @param value upper-case hex pairs with colons
 */
public record CertificateFingerprint(String hash, String value) {
  private static final Set<String> KNOWN = Set.of("sha-256", "sha-384", "sha-512");

  /** Brings both to one spelling: some phones write {@code SHA-256} and lower-case digits. */
  public CertificateFingerprint {
    hash = hash.toLowerCase(Locale.ROOT);
    value = value.toUpperCase(Locale.ROOT);
  }

  /** Whether the hash is one that we can compute and that is still safe. */
  public boolean checkable() {
    return KNOWN.contains(hash);
  }

  /** The fingerprint of a certificate in DER, by a {@link #checkable} hash. */
  public static CertificateFingerprint of(byte[] der, String hash) {
    try {
      byte[] digest = MessageDigest.getInstance(hash.toUpperCase(Locale.ROOT)).digest(der);
      return new CertificateFingerprint(hash, HexFormat.ofDelimiter(":").formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalArgumentException("no such hash: " + hash, e);
    }
  }
}
