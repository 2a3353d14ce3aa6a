// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.auth;

import org.jspecify.annotations.Nullable;

/** Where the secrets of a realm's users are found. */
@FunctionalInterface
public interface Ha1Lookup {
  /**
   * H(user:realm:password) of RFC 7616 §3.4.2 as raw bytes ({@link DigestAlgorithm#ha1}), null for
   * an unknown user or one without that algorithm. Must not block: load it beforehand.
   *
   * @param userName as it stands in the credentials
   */
  byte @Nullable [] find(String userName, DigestAlgorithm algorithm);
}
