// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transport;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/** Whether a certificate's key and a private key are one pair. */
final class KeyPairs {
  private KeyPairs() {}

  /** Tries them out; true too for keys of a kind that cannot be tried here. */
  static boolean match(PublicKey open, PrivateKey secret) {
    if (!open.getAlgorithm().equals(secret.getAlgorithm())) {
      return false;
    }
    String algorithm =
        switch (open.getAlgorithm()) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> "";
        };
    return algorithm.isEmpty() || signsFor(algorithm, open, secret);
  }

  private static boolean signsFor(String algorithm, PublicKey open, PrivateKey secret) {
    byte[] text = "ringpost".getBytes(StandardCharsets.US_ASCII);
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(secret);
      signature.update(text);
      byte[] signed = signature.sign();
      signature.initVerify(open);
      signature.update(text);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
