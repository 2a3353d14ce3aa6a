// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import java.io.IOException;
import java.util.Hashtable;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsServerCertificate;

/** The DTLS client ({@code a=setup:active}). */
final class SrtpDtlsClient extends DefaultTlsClient {
  private final DtlsPeer peer;

  SrtpDtlsClient(DtlsCertificate certificate, DtlsPeer peer) {
    super(certificate.crypto());
    this.peer = peer;
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return DtlsPeer.VERSIONS;
  }

  @Override
  @SuppressWarnings("unchecked")
  public Hashtable<Object, Object> getClientExtensions() throws IOException {
    Hashtable<Object, Object> extensions =
        TlsExtensionsUtils.ensureExtensionsInitialised(super.getClientExtensions());
    DtlsPeer.addUseSrtp(extensions);
    return extensions;
  }

  @Override
  @SuppressWarnings("rawtypes")
  public void processServerExtensions(Hashtable serverExtensions) throws IOException {
    super.processServerExtensions(serverExtensions);
    DtlsPeer.checkUseSrtp(serverExtensions);
  }

  @Override
  public TlsAuthentication getAuthentication() {
    return new TlsAuthentication() {
      @Override
      public void notifyServerCertificate(TlsServerCertificate shown) throws IOException {
        peer.check(shown.getCertificate());
      }

      @Override
      public TlsCredentials getClientCredentials(CertificateRequest request) {
        return peer.credentials(context);
      }
    };
  }

  @Override
  public void notifyHandshakeComplete() throws IOException {
    super.notifyHandshakeComplete();
    peer.exportKeys(context, true);
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
