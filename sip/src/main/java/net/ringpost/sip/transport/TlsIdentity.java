// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transport;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What we prove ourselves with.
 *
 * @param key of the first certificate
 * @param chain our certificate first, then those that vouch for it; not empty
 */
public record TlsIdentity(PrivateKey key, List<X509Certificate> chain) {
  /**
   * @throws IllegalArgumentException if the chain is empty
   */
  public TlsIdentity {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("no certificate");
    }
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "TlsIdentity[" + chain.get(0).getSubjectX500Principal() + "]";
  }
}
