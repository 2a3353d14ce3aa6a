// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transport;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import net.ringpost.sip.message.Host;
import org.jspecify.annotations.Nullable;

/** Judges servers' certificates as {@link TlsTrust} says; for all threads. */
final class ServerTrust extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager system = system();
  private final @Nullable PinnedCertificates pins;

  ServerTrust(TlsTrust trust) {
    this.pins = trust instanceof TlsTrust.Pinned p ? new PinnedCertificates(p.file()) : null;
  }

  private static X509ExtendedTrustManager system() {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      for (TrustManager m : factory.getTrustManagers()) {
        if (m instanceof X509ExtendedTrustManager x) {
          return x;
        }
      }
      throw new IllegalStateException("this Java has no trust store");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no trust store", e);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    String server = server(engine);
    try {
      system.checkServerTrusted(chain, authType, engine);
    } catch (CertificateException e) {
      if (pins == null) {
        throw new NotTrustedException(
            "The server "
                + server
                + " shows a certificate that this machine does not trust for that name.",
            e);
      }
      pinned(pins, server, chain[0]);
    }
  }

  /** Dates and names are not looked at: this very certificate is known, or will be. */
  private void pinned(PinnedCertificates known, String server, X509Certificate certificate)
      throws CertificateException {
    try {
      String kept = known.of(server);
      if (kept != null && !kept.equals(PinnedCertificates.fingerprint(certificate))) {
        throw new NotTrustedException(
            "The server "
                + server
                + " shows another certificate than before: somebody may be listening in. If you"
                + " know that it was replaced, delete the server's line in "
                + known.file()
                + ".",
            null);
      }
    } catch (IOException e) {
      throw new NotTrustedException(known.file() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * A handshake is through, so that the server has proved to have the certificate's key: only now
   * is it worth remembering. One that the trust store vouches for is remembered as well: else
   * whoever comes between could show one of his own, as if it were the first.
   */
  void proved(SSLEngine engine) throws IOException, CertificateEncodingException {
    if (pins != null
        && engine.getSession().getPeerCertificates()[0] instanceof X509Certificate shown) {
      pins.keep(server(engine), PinnedCertificates.fingerprint(shown));
    }
  }

  private static String server(SSLEngine engine) {
    String host = String.valueOf(engine.getPeerHost());
    return Host.bracketed(host) + ":" + engine.getPeerPort();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("only on connections");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("only on connections of the event loop");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("clients need no certificate");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("clients need no certificate");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("clients need no certificate");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
