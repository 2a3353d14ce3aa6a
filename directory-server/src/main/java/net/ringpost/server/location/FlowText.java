// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.location;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.Host;
import net.ringpost.sip.message.TransportProtocol;
import net.ringpost.sip.registrar.ContactRoute;
import org.jspecify.annotations.Nullable;

/** A {@link ContactRoute} as it is stored: {@code udp 192.0.2.7:5060 192.0.2.9:5062 direct}. */
final class FlowText {
  private FlowText() {}

  static String of(ContactRoute reach) {
    Flow f = reach.flow();
    String way = f.connection() != 0 ? " connection" : reach.direct() ? " direct" : "";
    return f.protocol().uriToken() + " " + text(f.local()) + " " + text(f.remote()) + way;
  }

  /**
   * Reads it.
   *
   * @return null if it is over a connection, which ended with the process that had it, or not
   *     readable; its terminal will register anew
   */
  static @Nullable ContactRoute parse(String text) {
    List<String> parts = List.of(text.split(" ", -1));
    if (parts.size() < 3 || text.endsWith(" connection")) {
      return null;
    }
    TransportProtocol protocol = TransportProtocol.of(parts.get(0));
    InetSocketAddress local = address(parts.get(1));
    InetSocketAddress remote = address(parts.get(2));
    if (protocol == null || local == null || remote == null) {
      return null;
    }
    return new ContactRoute(new Flow(protocol, local, remote, 0), text.endsWith(" direct"));
  }

  private static String text(InetSocketAddress a) {
    return Host.bracketed(a.getAddress().getHostAddress()) + ":" + a.getPort();
  }

  private static @Nullable InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    try {
      String host = text.substring(0, colon).replace("[", "").replace("]", "");
      return Host.isAddress(host)
          ? new InetSocketAddress(
              InetAddress.getByName(host), Integer.parseInt(text.substring(colon + 1)))
          : null;
    } catch (UnknownHostException | IllegalArgumentException | StringIndexOutOfBoundsException e) {
      return null;
    }
  }
}
