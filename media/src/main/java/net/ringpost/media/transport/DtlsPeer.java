// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import java.io.IOException;
import java.util.Hashtable;
import java.util.List;
import java.util.Vector;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.ExporterLabel;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SRTPProtectionProfile;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.jspecify.annotations.Nullable;

/** What the DTLS client and the DTLS server of a call have in common: RFC 5763, RFC 5764. */
final class DtlsPeer {
  static final ProtocolVersion[] VERSIONS = {ProtocolVersion.DTLSv12};

  /** How long a whole handshake may take. */
  static final int TIMEOUT_MILLIS = 20_000;

  /**
   * First retransmission; each further one waits twice as long (RFC 6347 §4.2.4.1). RFC 9147 §5.8.2
   * lets real-time protocols be quicker than the usual second, as people wait for it in silence.
   * Quicker than this, a program that was just started repeats what was only slow, and is slower.
   */
  static final int RESEND_MILLIS = 300;

  private static final int[] PROFILES = {SRTPProtectionProfile.SRTP_AES128_CM_HMAC_SHA1_80};

  private final DtlsCertificate certificate;
  private final List<CertificateFingerprint> expected;
  private @Nullable SrtpKeys keys;
  private boolean mismatch;

  DtlsPeer(DtlsCertificate certificate, List<CertificateFingerprint> expected) {
    this.certificate = certificate;
    this.expected = expected;
  }

  /** RFC 8122 §6.2: the peer must show a certificate, with one of the fingerprints it named. */
  void check(@Nullable Certificate shown) throws IOException {
    if (shown == null || shown.isEmpty()) {
      mismatch = true;
      throw new TlsFatalAlert(AlertDescription.bad_certificate);
    }
    byte[] der = shown.getCertificateAt(0).getEncoded();
    for (CertificateFingerprint fingerprint : expected) {
      if (fingerprint.equals(CertificateFingerprint.of(der, fingerprint.hash()))) {
        return;
      }
    }
    mismatch = true;
    throw new TlsFatalAlert(AlertDescription.bad_certificate);
  }

  boolean mismatch() {
    return mismatch;
  }

  TlsCredentialedSigner credentials(TlsContext context) {
    return new BcDefaultTlsCredentialedSigner(
        new TlsCryptoParameters(context),
        certificate.crypto(),
        certificate.privateKey(),
        certificate.chain(),
        SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
  }

  @SuppressWarnings("JdkObsolete") // the library's API wants a Vector
  static Vector<SignatureAndHashAlgorithm> signatureAlgorithms() {
    Vector<SignatureAndHashAlgorithm> all = new Vector<>();
    for (short hash : new short[] {HashAlgorithm.sha256, HashAlgorithm.sha384}) {
      all.add(SignatureAndHashAlgorithm.getInstance(hash, SignatureAlgorithm.ecdsa));
      all.add(SignatureAndHashAlgorithm.getInstance(hash, SignatureAlgorithm.rsa));
    }
    return all;
  }

  static void addUseSrtp(Hashtable<?, ?> extensions) throws IOException {
    TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(PROFILES, new byte[0]));
  }

  /** RFC 5764 §4.1.1: without a profile in common there is no call. */
  static void checkUseSrtp(@Nullable Hashtable<?, ?> extensions) throws IOException {
    UseSRTPData data = extensions == null ? null : TlsSRTPUtils.getUseSRTPExtension(extensions);
    if (data != null) {
      for (int profile : data.getProtectionProfiles()) {
        if (profile == PROFILES[0]) {
          return;
        }
      }
    }
    throw new TlsFatalAlert(AlertDescription.illegal_parameter);
  }

  void exportKeys(TlsContext context, boolean client) {
    byte[] material =
        context.exportKeyingMaterial(ExporterLabel.dtls_srtp, null, SrtpKeys.MATERIAL);
    keys = SrtpKeys.ofMaterial(material, client);
  }

  @Nullable SrtpKeys keys() {
    return keys;
  }
}
