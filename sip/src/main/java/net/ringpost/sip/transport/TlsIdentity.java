// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Collection;
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

  /**
   * The identity kept in this folder as {@code tls-certificate.pem} and {@code tls-key.pem}; made
   * at the first call and then always the same, as phones remember it. Vouched for by nobody.
   *
   * @param folder made if it is not there
   * @param names host names and addresses that a new certificate is for
   * @throws IOException if the files cannot be written or read; the message says which
   */
  public static TlsIdentity selfSigned(Path folder, Collection<String> names) throws IOException {
    Path certificate = folder.resolve("tls-certificate.pem");
    Path key = folder.resolve("tls-key.pem");
    if (!Files.exists(certificate)) {
      TlsIdentity made = SelfSigned.make(names);
      Files.createDirectories(folder);
      // The certificate last: where it is, the key is too.
      Pem.writeKey(key, made.key());
      Pem.writeCertificates(certificate, made.chain());
    }
    return ofFiles(certificate, key);
  }

  /**
   * An identity from PEM files, as certificate authorities give them.
   *
   * @param certificates the certificate, and after it those that vouch for it
   * @param key RSA or EC, PKCS #8, PKCS #1 or SEC 1, without a password
   * @throws IOException if they cannot be read or do not belong together; the message says which
   *     and why
   */
  public static TlsIdentity ofFiles(Path certificates, Path key) throws IOException {
    TlsIdentity read = new TlsIdentity(Pem.readKey(key), Pem.readCertificates(certificates));
    if (!KeyPairs.match(read.chain().get(0).getPublicKey(), read.key())) {
      throw new IOException(
          "The key in " + key + " is not that of the certificate in " + certificates + ".");
    }
    return read;
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "TlsIdentity[" + chain.get(0).getSubjectX500Principal() + "]";
  }
}
