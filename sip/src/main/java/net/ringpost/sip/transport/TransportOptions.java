// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transport;

import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;
import net.ringpost.sip.parse.Limits;

/**
 * What to bind, and the limits.
 *
 * @param bind the address to listen at and to connect from; empty for all of this machine
 * @param udpPort 0 for a free one; empty if UDP is not served
 * @param tcpPort 0 for a free one, the same as UDP's if that is 0 too; empty if TCP is not served
 * @param tlsPort 0 for a free one; empty if TLS is not served
 * @param identity certificate and key, needed to serve TLS
 * @param trust how the certificate of a server that we connect to is judged
 * @param streams limits of connections
 * @param messages limits of messages
 */
public record TransportOptions(
    Optional<InetAddress> bind,
    OptionalInt udpPort,
    OptionalInt tcpPort,
    OptionalInt tlsPort,
    Optional<TlsIdentity> identity,
    TlsTrust trust,
    StreamLimits streams,
    Limits messages) {

  /**
   * @throws IllegalArgumentException if a port is not 0 to 65535, or TLS is to be served without an
   *     identity
   */
  public TransportOptions {
    for (OptionalInt port : new OptionalInt[] {udpPort, tcpPort, tlsPort}) {
      if (port.isPresent() && (port.getAsInt() < 0 || port.getAsInt() > 65535)) {
        throw new IllegalArgumentException("a port is a number from 0 to 65535");
      }
    }
    if (tlsPort.isPresent() && identity.isEmpty()) {
      throw new IllegalArgumentException("TLS needs a certificate");
    }
  }

  /** Nothing served yet, at this address (a wildcard address means all); the default limits. */
  public static TransportOptions at(InetAddress bind) {
    return everywhere().withBind(bind);
  }

  /** Nothing served yet, at all addresses of this machine; the default limits. */
  public static TransportOptions everywhere() {
    return new TransportOptions(
        Optional.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        new TlsTrust.SystemTrust(),
        StreamLimits.DEFAULT,
        Limits.DEFAULT);
  }

  /** With another {@link #bind}; a wildcard address means all. */
  public TransportOptions withBind(InetAddress address) {
    Optional<InetAddress> at =
        address.isAnyLocalAddress() ? Optional.empty() : Optional.of(address);
    return new TransportOptions(at, udpPort, tcpPort, tlsPort, identity, trust, streams, messages);
  }

  /** Serves UDP at this port; 0 for a free one. */
  public TransportOptions withUdpPort(int port) {
    OptionalInt p = OptionalInt.of(port);
    return new TransportOptions(bind, p, tcpPort, tlsPort, identity, trust, streams, messages);
  }

  /** Serves TCP at this port; 0 for a free one, the same as UDP's if that is 0 too. */
  public TransportOptions withTcpPort(int port) {
    OptionalInt p = OptionalInt.of(port);
    return new TransportOptions(bind, udpPort, p, tlsPort, identity, trust, streams, messages);
  }

  /** Serves TLS at this port, 0 for a free one, with this certificate. */
  public TransportOptions withTls(int port, TlsIdentity by) {
    OptionalInt p = OptionalInt.of(port);
    Optional<TlsIdentity> id = Optional.of(by);
    return new TransportOptions(bind, udpPort, tcpPort, p, id, trust, streams, messages);
  }

  /** With another {@link #trust}. */
  public TransportOptions withTrust(TlsTrust t) {
    return new TransportOptions(bind, udpPort, tcpPort, tlsPort, identity, t, streams, messages);
  }

  /** With other limits of connections. */
  public TransportOptions withStreams(StreamLimits s) {
    return new TransportOptions(bind, udpPort, tcpPort, tlsPort, identity, trust, s, messages);
  }

  /** With other limits of messages. */
  public TransportOptions withMessages(Limits m) {
    return new TransportOptions(bind, udpPort, tcpPort, tlsPort, identity, trust, streams, m);
  }
}
