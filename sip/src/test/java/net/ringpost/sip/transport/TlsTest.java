// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.TransportProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {
  private static final TransportProtocol TLS = TransportProtocol.TLS;

  @TempDir Path folder;

  private TlsIdentity identity(String name) throws IOException {
    return TlsIdentity.selfSigned(folder.resolve(name), List.of("ringpost.example", "127.0.0.1"));
  }

  private Peer server(InetAddress at, int port, String name) throws IOException {
    return Peer.start(Peer.at(at).withTls(port, identity(name)));
  }

  private Peer server(String name) throws IOException {
    return server(InetAddress.getLoopbackAddress(), 0, name);
  }

  private Path pins() {
    return folder.resolve("phone").resolve("pins");
  }

  private Peer phone(InetAddress at) {
    return Peer.start(Peer.at(at).withTrust(new TlsTrust.Pinned(pins())));
  }

  private Peer phone() {
    return phone(InetAddress.getLoopbackAddress());
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void request_is_answered_and_the_certificate_remembered(String address) throws Exception {
    InetAddress at = InetAddress.getByName(address);
    try (Peer server = server(at, 0, "a");
        Peer phone = phone(at)) {
      assertThat(phone.answer("REGISTER", phone.to(server, TLS)).code()).isEqualTo(200);
      assertThat(server.requests.get(0).topVia().protocol()).isEqualTo(TLS);
      assertThat(phone.answer("OPTIONS", phone.to(server, TLS)).code()).isEqualTo(200);
      assertThat(server.transport.counts().connections()).isEqualTo(1);
      // The other way round, over the phone's connection.
      assertThat(server.answer("OPTIONS", server.flows.get(0)).code()).isEqualTo(200);
      assertThat(Files.readAllLines(pins())).hasSize(1);
      assertThat(Files.readString(pins()))
          .contains(PinnedCertificates.fingerprint(identity("a").chain().get(0)))
          .contains(":" + server.transport.bound(TLS).getPort() + " ");
    }
  }

  @Test
  void changed_certificate_is_refused_until_the_pin_is_deleted() throws Exception {
    int port;
    try (Peer phone = phone()) {
      Flow flow;
      try (Peer server = server("a")) {
        port = server.transport.bound(TLS).getPort();
        flow = phone.to(server, TLS);
        phone.answer("OPTIONS", flow);
      }
      try (Peer other = server(InetAddress.getLoopbackAddress(), port, "b")) {
        assertThatThrownBy(() -> phone.answer("OPTIONS", flow))
            .hasMessageContaining("127.0.0.1:" + port + " shows another certificate than before")
            .hasMessageContaining(pins().toString());
        assertThat(other.requests).isEmpty();
        Files.delete(pins());
        assertThat(phone.answer("OPTIONS", flow).code()).isEqualTo(200);
      }
      try (Peer other = server(InetAddress.getLoopbackAddress(), port, "b")) {
        assertThat(phone.answer("OPTIONS", flow).code()).isEqualTo(200);
        assertThat(other.requests).hasSize(1);
      }
    }
  }

  @Test
  void certificate_in_the_place_of_one_that_was_vouched_for_is_refused() throws Exception {
    try (Peer phone = phoneThatTrusts(identity("a"))) {
      Flow flow;
      try (Peer server = server("a")) {
        flow = phone.to(server, TLS);
        assertThat(phone.answer("OPTIONS", flow).code()).isEqualTo(200);
      }
      try (Peer other = server(InetAddress.getLoopbackAddress(), flow.remote().getPort(), "b")) {
        assertThatThrownBy(() -> phone.answer("OPTIONS", flow))
            .hasMessageContaining("shows another certificate than before");
        assertThat(other.requests).isEmpty();
      }
    }
  }

  private Peer phoneThatTrusts(TlsIdentity identity) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("a", identity.chain().get(0));
    Path file = folder.resolve("trusted.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, "secret".toCharArray());
    }
    System.setProperty("javax.net.ssl.trustStore", file.toString());
    System.setProperty("javax.net.ssl.trustStorePassword", "secret");
    try {
      return phone();
    } finally {
      System.clearProperty("javax.net.ssl.trustStore");
      System.clearProperty("javax.net.ssl.trustStorePassword");
    }
  }

  @Test
  void system_trust_refuses_what_nobody_vouches_for() throws Exception {
    try (Peer server = server("a");
        Peer phone = Peer.start(Peer.local())) {
      assertThatThrownBy(() -> phone.answer("OPTIONS", phone.to(server, TLS)))
          .hasMessageContaining("shows a certificate that this machine does not trust");
    }
  }

  @Test
  void names_of_one_address_have_pins_of_their_own() throws Exception {
    try (Peer server = server("a");
        Peer phone = phone()) {
      int port = server.transport.bound(TLS).getPort();
      byte[] here = {127, 0, 0, 1};
      for (String name : List.of("ringpost.example", "other.example")) {
        InetSocketAddress remote =
            new InetSocketAddress(InetAddress.getByAddress(name, here), port);
        assertThat(phone.answer("OPTIONS", phone.transport.flowTo(TLS, remote)).code())
            .isEqualTo(200);
      }
      assertThat(server.transport.counts().connections()).isEqualTo(2);
      assertThat(Files.readString(pins())).contains("ringpost.example:", "other.example:");
    }
  }

  @Test
  void server_that_speaks_no_tls_is_reported() throws Exception {
    StreamLimits hasty = StreamLimits.DEFAULT.withHandshake(Duration.ofMillis(100));
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Peer phone = Peer.start(Peer.local().withStreams(hasty))) {
      InetSocketAddress remote =
          new InetSocketAddress(silent.getInetAddress(), silent.getLocalPort());
      assertThatThrownBy(() -> phone.answer("OPTIONS", phone.transport.flowTo(TLS, remote)))
          .hasMessageContaining("TLS was not set up in time");
      assertThat(phone.transport.counts().connections()).isZero();
    }
  }

  @Test
  void client_that_sends_junk_instead_of_tls_harms_nobody() throws Exception {
    try (Peer server = server("a");
        Peer phone = phone()) {
      InetSocketAddress at = server.transport.bound(TLS);
      try (Socket junk = new Socket(at.getAddress(), at.getPort())) {
        junk.getOutputStream()
            .write("OPTIONS sip:a SIP/2.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        junk.setSoTimeout(60_000);
        // A TLS alert may come, then the end.
        assertThat(junk.getInputStream().readAllBytes().length).isLessThan(64);
      }
      assertThat(phone.answer("OPTIONS", phone.to(server, TLS)).code()).isEqualTo(200);
    }
  }

  @Test
  void identity_is_made_once_and_its_key_is_the_owners() throws Exception {
    TlsIdentity first = identity("a");
    assertThat(identity("a").chain()).isEqualTo(first.chain());
    assertThat(first.chain().get(0).getSubjectAlternativeNames())
        .containsExactlyInAnyOrder(List.of(2, "ringpost.example"), List.of(7, "127.0.0.1"));
    Path key = folder.resolve("a").resolve("tls-key.pem");
    assertThat(Files.getPosixFilePermissions(key)).hasToString("[OWNER_READ, OWNER_WRITE]");
    assertThat(first.toString()).doesNotContain("PRIVATE");
  }

  @Test
  void files_that_do_not_belong_together_are_refused() throws Exception {
    identity("a");
    identity("b");
    Path certificate = folder.resolve("a").resolve("tls-certificate.pem");
    assertThatThrownBy(
            () -> TlsIdentity.ofFiles(certificate, folder.resolve("b").resolve("tls-key.pem")))
        .hasMessageContaining("is not that of the certificate");
    Path rsa = folder.resolve("rsa.pem");
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    Pem.writeKey(rsa, generator.generateKeyPair().getPrivate());
    assertThatThrownBy(() -> TlsIdentity.ofFiles(certificate, rsa))
        .hasMessageContaining("is not that of the certificate");
    assertThatThrownBy(() -> TlsIdentity.ofFiles(certificate, folder.resolve("none.pem")))
        .hasMessageContaining("There is no file");
    assertThatThrownBy(() -> TlsIdentity.ofFiles(certificate, certificate))
        .hasMessageContaining("There is no key without a password in");
    assertThatThrownBy(() -> TlsIdentity.ofFiles(rsa, rsa)).hasMessageContaining("certificate in");
  }

  @Test
  void server_is_told_the_name_that_is_wanted() throws Exception {
    byte[] here = {127, 0, 0, 1};
    try (SSLServerSocket server = plainTls(identity("a"));
        Peer phone = phone()) {
      InetSocketAddress remote =
          new InetSocketAddress(
              InetAddress.getByAddress("ringpost.example", here), server.getLocalPort());
      var unused = phone.ask("OPTIONS", phone.transport.flowTo(TLS, remote));
      try (SSLSocket accepted = (SSLSocket) server.accept()) {
        accepted.setSoTimeout(60_000);
        accepted.startHandshake();
        ExtendedSSLSession session = (ExtendedSSLSession) accepted.getSession();
        assertThat(session.getRequestedServerNames())
            .containsExactly(new SNIHostName("ringpost.example"));
      }
    }
  }

  private static SSLServerSocket plainTls(TlsIdentity identity) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    X509Certificate[] chain = identity.chain().toArray(new X509Certificate[0]);
    store.setKeyEntry("a", identity.key(), new char[0], chain);
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return (SSLServerSocket)
        context.getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
  }
}
