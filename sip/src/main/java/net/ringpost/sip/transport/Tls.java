// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transport;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.parse.StreamFramer.Side;
import org.jspecify.annotations.Nullable;

/** Sets up TLS 1.2 and 1.3 on connections, by the JDK's implementation. */
final class Tls {
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private final ExecutorService work;
  private final StreamLimits limits;
  private final Driver driver;
  private final ServerTrust trust;
  private final @Nullable SslContext server;
  private final SslContext client;

  /**
   * @param work where keys are computed with: a thousand phones that come back at once must not
   *     hold up the loop
   */
  Tls(TransportOptions options, ExecutorService work, Driver driver) {
    this.work = work;
    this.driver = driver;
    this.limits = options.streams();
    this.trust = new ServerTrust(options.trust());
    try {
      this.server = options.identity().isEmpty() ? null : server(options.identity().get());
      this.client =
          SslContextBuilder.forClient()
              .sslProvider(SslProvider.JDK)
              .protocols(PROTOCOLS)
              .trustManager(trust)
              // RFC 5922 §7.1 takes the names of a certificate much as HTTPS does.
              .endpointIdentificationAlgorithm("HTTPS")
              .build();
    } catch (SSLException e) {
      throw new IllegalArgumentException("TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  // Netty's own builder would first try whether Bouncy Castle can read keys: most of a second, at
  // each start.
  private static SslContext server(TlsIdentity identity) throws SSLException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(identity), null, null);
      return new JdkSslContext(
          context,
          false,
          null,
          IdentityCipherSuiteFilter.INSTANCE,
          null,
          ClientAuth.NONE,
          PROTOCOLS.clone(),
          false);
    } catch (GeneralSecurityException | IOException e) {
      throw new SSLException(e.getMessage(), e);
    }
  }

  private static KeyManager[] keys(TlsIdentity identity)
      throws GeneralSecurityException, IOException {
    // In memory only; the newer kind would spend a tenth of a second on hiding the key.
    KeyStore store = KeyStore.getInstance("JKS");
    store.load(null, null);
    char[] password = {};
    store.setKeyEntry(
        "server", identity.key(), password, identity.chain().toArray(X509Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, password);
    return factory.getKeyManagers();
  }

  /** What goes before the framing of a new connection. */
  ChannelHandler handler(Side side, Channel channel, InetSocketAddress remote) {
    SslHandler handler = side == Side.ACCEPTED ? serving(channel) : connecting(channel, remote);
    handler.setHandshakeTimeout(limits.handshake().toNanos(), TimeUnit.NANOSECONDS);
    return handler;
  }

  private SslHandler serving(Channel channel) {
    if (server == null) {
      throw new IllegalStateException("no certificate to serve TLS with");
    }
    return server.newHandler(channel.alloc(), work);
  }

  /** A host name goes along as SNI (RFC 6066 §3), an address does not. */
  private SslHandler connecting(Channel channel, InetSocketAddress remote) {
    SslHandler handler =
        client.newHandler(channel.alloc(), remote.getHostString(), remote.getPort(), work);
    var unused =
        handler
            .handshakeFuture()
            .addListener(
                f -> {
                  if (f.isSuccess()) {
                    proved(handler);
                  }
                });
    return handler;
  }

  private void proved(SslHandler handler) {
    try {
      trust.proved(handler.engine());
    } catch (IOException | CertificateEncodingException e) {
      driver.unexpected(e);
    }
  }

  /** What went wrong with a connection. */
  static String reason(Flow flow, Throwable cause) {
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof NotTrustedException) {
        return String.valueOf(t.getMessage());
      }
    }
    String why =
        cause instanceof SslHandshakeTimeoutException
            ? "TLS was not set up in time"
            : cause instanceof SSLException ? "no TLS: " + cause.getMessage() : cause.getMessage();
    return "the connection with " + Reasons.address(flow) + " failed: " + why;
  }
}
