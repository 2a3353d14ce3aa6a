// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import java.io.IOException;
import java.util.Hashtable;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ClientCertificateType;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.jspecify.annotations.Nullable;

/** The DTLS server ({@code a=setup:passive}). */
final class SrtpDtlsServer extends DefaultTlsServer {
  private static final int[] SUITES = {
    CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
    CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
    CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
    CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256,
    CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA
  };

  private final DtlsPeer peer;

  SrtpDtlsServer(DtlsCertificate certificate, DtlsPeer peer) {
    super(certificate.crypto());
    this.peer = peer;
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return DtlsPeer.VERSIONS;
  }

  @Override
  protected int[] getSupportedCipherSuites() {
    return SUITES.clone();
  }

  @Override
  protected TlsCredentialedSigner getECDSASignerCredentials() {
    return peer.credentials(context);
  }

  @Override
  public CertificateRequest getCertificateRequest() {
    short[] types = {ClientCertificateType.ecdsa_sign, ClientCertificateType.rsa_sign};
    return new CertificateRequest(types, DtlsPeer.signatureAlgorithms(), null);
  }

  @Override
  public void notifyClientCertificate(@Nullable Certificate shown) throws IOException {
    peer.check(shown);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public void processClientExtensions(Hashtable clientExtensions) throws IOException {
    super.processClientExtensions(clientExtensions);
    DtlsPeer.checkUseSrtp(clientExtensions);
  }

  @Override
  @SuppressWarnings("unchecked")
  public Hashtable<Object, Object> getServerExtensions() throws IOException {
    Hashtable<Object, Object> extensions =
        TlsExtensionsUtils.ensureExtensionsInitialised(super.getServerExtensions());
    DtlsPeer.addUseSrtp(extensions);
    return extensions;
  }

  @Override
  public void notifyHandshakeComplete() throws IOException {
    super.notifyHandshakeComplete();
    peer.exportKeys(context, false);
  }

  @Override
  public int getHandshakeTimeoutMillis() {
    return DtlsPeer.TIMEOUT_MILLIS;
  }

  @Override
  public int getHandshakeResendTimeMillis() {
    return DtlsPeer.RESEND_MILLIS;
  }
}
