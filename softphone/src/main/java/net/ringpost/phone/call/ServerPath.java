// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import net.ringpost.phone.account.PhoneSettings;
import net.ringpost.phone.account.ServerAddress;
import net.ringpost.sip.dialog.Paths;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.TransportProtocol;
import net.ringpost.sip.message.Uri;
import net.ringpost.sip.transport.SipTransport;
import org.jspecify.annotations.Nullable;

/**
 * Which way requests go: to our server, unless an address is named that is another telephone's. The
 * server is our way to other domains as well.
 */
final class ServerPath implements Paths {
  private final SipTransport transport;
  private final ServerAddress named;
  private final String domain;
  private final String user;
  private volatile InetSocketAddress server;

  ServerPath(SipTransport transport, PhoneSettings settings, InetSocketAddress server) {
    this.transport = transport;
    this.named = settings.server();
    this.domain = settings.signIn().domain();
    this.user = settings.signIn().id();
    this.server = server;
  }

  /**
   * Looks the server's name up.
   *
   * @throws TelephoneException if there is no such name
   */
  static InetSocketAddress lookUp(ServerAddress server) throws TelephoneException {
    try {
      return new InetSocketAddress(InetAddress.getByName(server.host()), server.port());
    } catch (UnknownHostException e) {
      throw new TelephoneException(
          "the server '"
              + server.host()
              + "' is not known: check how --server is written, and this machine's connection",
          e);
    }
  }

  /** The server's address. */
  InetSocketAddress server() {
    return server;
  }

  /** The server's name leads elsewhere now. */
  void moved(InetSocketAddress now) {
    server = now;
  }

  /** The way to the server. */
  Flow flow() {
    return transport.flowTo(named.transport(), server);
  }

  @Override
  public @Nullable Flow toward(Uri nextHop) {
    if (!(nextHop instanceof SipUri uri) || !uri.hostIsAddress() || isServer(uri)) {
      return flow();
    }
    // Who speaks TLS to the server does not speak openly to others.
    if (named.transport() == TransportProtocol.TLS && protocol(uri) != TransportProtocol.TLS) {
      return flow();
    }
    try {
      InetAddress address = InetAddress.getByName(uri.host());
      return transport.flowTo(
          protocol(uri), new InetSocketAddress(address, port(uri, protocol(uri))));
    } catch (UnknownHostException notAnAddress) {
      return null;
    }
  }

  private boolean isServer(SipUri uri) {
    boolean host =
        uri.host().equalsIgnoreCase(domain)
            || uri.host().equalsIgnoreCase(named.host())
            || uri.host().equals(server.getAddress().getHostAddress());
    // A route names the server by whichever of its ports it likes; only proxies say "lr".
    return host && (uri.port() < 0 || uri.port() == named.port() || uri.hasParam("lr"));
  }

  private static TransportProtocol protocol(SipUri uri) {
    String wanted = uri.param("transport");
    TransportProtocol named = wanted == null ? null : TransportProtocol.of(wanted);
    if (named == null) {
      return uri.secure() ? TransportProtocol.TLS : TransportProtocol.UDP;
    }
    return uri.secure() && named == TransportProtocol.TCP ? TransportProtocol.TLS : named;
  }

  private static int port(SipUri uri, TransportProtocol protocol) {
    return uri.port() < 0 ? protocol.defaultPort() : uri.port();
  }

  @Override
  public SipUri contact(Flow flow) {
    InetSocketAddress local = flow.local();
    if (local.getAddress().isAnyLocalAddress()) {
      local = transport.flowTo(flow.protocol(), flow.remote()).local();
    }
    String host = local.getAddress().getHostAddress();
    int scope = host.indexOf('%');
    SipUri uri =
        SipUri.of(false, user, scope < 0 ? host : host.substring(0, scope), local.getPort());
    return flow.protocol() == TransportProtocol.UDP
        ? uri
        : uri.withParam("transport", flow.protocol().uriToken());
  }

  /**
   * Whether what came this way was handed to us by the server. Over UDP a sender can forge where he
   * sends from: so who speaks TLS or TCP to the server believes nothing that comes otherwise.
   */
  boolean fromServer(Flow flow) {
    return flow.protocol() == named.transport()
        && server.getAddress().equals(flow.remote().getAddress());
  }
}
