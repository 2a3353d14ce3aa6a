// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.routing;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import net.ringpost.sip.dialog.Paths;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.engine.Transport;
import net.ringpost.sip.message.Host;
import net.ringpost.sip.message.NameAddr;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.TransportProtocol;
import net.ringpost.sip.message.Uri;
import org.jspecify.annotations.Nullable;

/**
 * How the server itself is reached by those whom it talks to, and how it reaches them: by the way
 * on which they came. On the signalling loop.
 */
public final class ServerPaths implements Paths {
  private record Way(Uri hop, Flow flow) {}

  private final Transport wire;
  private final List<Way> ways = new ArrayList<>();

  /**
   * @param wire knows by which address each side reaches us
   */
  public ServerPaths(Transport wire) {
    this.wire = wire;
  }

  /** Remembers the way on which a request came that makes a dialog; to be run when it is over. */
  public Runnable remember(SipRequest request, Flow flow) {
    List<NameAddr> routes = request.recordRoutes();
    List<NameAddr> contacts = request.readableContacts();
    Uri hop =
        routes.isEmpty()
            ? (contacts.isEmpty() ? request.from().uri() : contacts.getFirst().uri())
            : routes.getFirst().uri();
    Way way = new Way(hop, flow);
    ways.add(way);
    return () -> ways.remove(way);
  }

  @Override
  public @Nullable Flow toward(Uri nextHop) {
    for (Way way : ways) {
      if (way.hop.equivalent(nextHop)) {
        return way.flow;
      }
    }
    return null;
  }

  @Override
  public SipUri contact(Flow flow) {
    return address(wire, flow, "voicemail");
  }

  /**
   * The server's address for those beyond a flow.
   *
   * @param user as it is written, escaped; null for none
   */
  public static SipUri address(Transport wire, Flow flow, @Nullable String user) {
    InetSocketAddress us = wire.sentBy(flow);
    String host = us.isUnresolved() ? us.getHostString() : us.getAddress().getHostAddress();
    String transport =
        flow.protocol() == TransportProtocol.UDP ? "" : ";transport=" + flow.protocol().uriToken();
    String at = (user == null ? "" : user + "@") + Host.bracketed(host) + ":" + us.getPort();
    return SipUri.parse("sip:" + at + transport);
  }
}
