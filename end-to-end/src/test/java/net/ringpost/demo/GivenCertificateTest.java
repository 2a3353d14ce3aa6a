// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIP over TLS with a certificate of the operator's, as OpenSSL makes it. */
class GivenCertificateTest {
  private static final int PATIENCE_MILLIS = 10_000;

  @TempDir Path folder;

  @Test
  void a_client_is_shown_the_certificate_that_was_given() throws Exception {
    Tools.need("openssl", "openssl");
    Path file = folder.resolve("certificate.pem");
    Path key = folder.resolve("key.pem");
    make(file, key);
    try (RunningServer server =
        RunningServer.start(
            folder.resolve("server"),
            "--tls-certificate",
            file.toString(),
            "--tls-key",
            key.toString())) {
      Certificate given = read(file);
      assertThat(shown(server.sipsPort(), given)).containsExactly(given);
      assertThat(server.data().resolve("tls-certificate.pem"))
          .as("one of the server's own")
          .doesNotExist();
    }
  }

  private void make(Path certificate, Path key) {
    List<String> command =
        List.of(
            ("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2"
                    + " -subj /CN=sip.example.org -out "
                    + certificate
                    + " -keyout "
                    + key)
                .split(" "));
    try (Tool openssl = Tool.start(folder.resolve("openssl"), command)) {
      assertThat(openssl.exit(30)).as(openssl.printed()).isZero();
    }
  }

  private static Certificate read(Path file) throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      return CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  /** What the server proves itself with, to a client that trusts nothing but {@code trusted}. */
  private static Certificate[] shown(int port, Certificate trusted)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry("the server's", trusted);
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.startHandshake();
      return socket.getSession().getPeerCertificates();
    }
  }
}
