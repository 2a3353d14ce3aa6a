// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.registrar;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.TransportProtocol;
import org.jspecify.annotations.Nullable;

/**
 * How a terminal is reached.
 *
 * @param flow where requests for it go
 * @param direct whether others can be expected to reach it at its contact's address
 */
public record ContactRoute(Flow flow, boolean direct) {
  /**
   * What is recorded for a contact in a message that came over {@code source}.
   *
   * <p>The address is the one that was seen, whatever the contact claims: terminals behind an
   * address translator claim one that does not lead to them, and nobody can point our traffic at
   * somebody else. Only a trusted peer, such as a gateway that registers others, is believed.
   */
  public static ContactRoute of(SipUri contact, Flow source, boolean trusted) {
    TransportProtocol claimed = protocol(contact);
    InetSocketAddress address = address(contact, claimed);
    if (address == null) {
      return new ContactRoute(source, false);
    }
    boolean udp = claimed == TransportProtocol.UDP;
    if (claimed == source.protocol() && address.equals(source.remote())) {
      return new ContactRoute(source, udp);
    }
    if (!trusted) {
      return new ContactRoute(source, false);
    }
    boolean sameSocket = claimed == source.protocol();
    InetSocketAddress local = sameSocket ? source.local() : unbound(source);
    return new ContactRoute(new Flow(claimed, local, address, 0), udp);
  }

  private static InetSocketAddress unbound(Flow source) {
    return new InetSocketAddress(source.local().getAddress(), 0);
  }

  private static TransportProtocol protocol(SipUri contact) {
    String param = contact.param("transport");
    TransportProtocol named = param == null ? null : TransportProtocol.of(param);
    if (contact.secure()) {
      return named == TransportProtocol.WS ? TransportProtocol.WSS : TransportProtocol.TLS;
    }
    return named == null ? TransportProtocol.UDP : named;
  }

  private static @Nullable InetSocketAddress address(SipUri contact, TransportProtocol protocol) {
    if (!contact.hostIsAddress()) {
      return null;
    }
    int port = contact.port() > 0 ? contact.port() : protocol.defaultPort();
    try {
      return new InetSocketAddress(InetAddress.getByName(contact.host()), port);
    } catch (UnknownHostException e) {
      return null;
    }
  }
}
