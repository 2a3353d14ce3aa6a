// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.generators.ECKeyPairGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECKeyGenerationParameters;
import org.bouncycastle.crypto.params.ECNamedDomainParameters;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcECContentSignerBuilder;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/**
 * The self-signed certificate for DTLS, one per process. Its key is on P-256 and names its curve:
 * browsers refuse certificates that spell the curve's parameters out.
 */
final class DtlsCertificate {
  private static final class Holder {
    static final DtlsCertificate INSTANCE = create();
  }

  private final BcTlsCrypto crypto;
  private final AsymmetricKeyParameter privateKey;
  private final Certificate chain;
  private final CertificateFingerprint fingerprint;

  private DtlsCertificate(BcTlsCrypto crypto, AsymmetricKeyParameter privateKey, byte[] der)
      throws IOException {
    this.crypto = crypto;
    this.privateKey = privateKey;
    this.chain = new Certificate(new TlsCertificate[] {crypto.createCertificate(der)});
    this.fingerprint = CertificateFingerprint.of(der, "sha-256");
  }

  /** This process's certificate, made at the first call (some 100 ms). */
  static DtlsCertificate ofThisProcess() {
    return Holder.INSTANCE;
  }

  BcTlsCrypto crypto() {
    return crypto;
  }

  AsymmetricKeyParameter privateKey() {
    return privateKey;
  }

  Certificate chain() {
    return chain;
  }

  CertificateFingerprint fingerprint() {
    return fingerprint;
  }

  private static DtlsCertificate create() {
    SecureRandom random = new SecureRandom();
    ECKeyPairGenerator generator = new ECKeyPairGenerator();
    generator.init(
        new ECKeyGenerationParameters(
            new ECNamedDomainParameters(
                SECObjectIdentifiers.secp256r1, CustomNamedCurves.getByName("secp256r1")),
            random));
    AsymmetricCipherKeyPair keys = generator.generateKeyPair();
    try {
      return new DtlsCertificate(new BcTlsCrypto(random), keys.getPrivate(), sign(keys, random));
    } catch (IOException | OperatorCreationException e) {
      throw new IllegalStateException("cannot make a certificate", e);
    }
  }

  private static byte[] sign(AsymmetricCipherKeyPair keys, SecureRandom random)
      throws IOException, OperatorCreationException {
    SubjectPublicKeyInfo key =
        SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(keys.getPublic());
    // The name tells nothing: it is the same in each call and visible on the wire.
    X500Name name = new X500Name("CN=ringpost");
    Instant now = Instant.now();
    return new X509v3CertificateBuilder(
            name,
            new BigInteger(63, random).add(BigInteger.ONE),
            Date.from(now.minus(Duration.ofDays(1))),
            Date.from(now.plus(Duration.ofDays(365))),
            name,
            key)
        .build(
            new BcECContentSignerBuilder(
                    new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256),
                    new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256))
                .build(keys.getPrivate()))
        .getEncoded();
  }
}
