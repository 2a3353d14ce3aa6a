// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Without ICE: to the address in the peer's description, or — a peer behind a NAT does not know its
 * own — back to the first address that a packet of its came from (symmetric RTP, RFC 4961).
 *
 * <p>Once an address is latched, only that one and the described one are heard; a packet from the
 * described address moves the route there for good. A new description begins anew.
 */
final class DirectRoute implements Route {
  private final LocalPort port;
  private final InetSocketAddress described;
  private volatile @Nullable InetSocketAddress latched;

  DirectRoute(LocalPort port, InetSocketAddress described) {
    this.port = port;
    this.described = described;
  }

  InetSocketAddress described() {
    return described;
  }

  LocalPort port() {
    return port;
  }

  @Override
  public Path path() {
    InetSocketAddress seen = latched;
    return new Path(port, seen == null ? described : seen);
  }

  @Override
  public boolean accepts(LocalPort at, InetSocketAddress from) {
    InetSocketAddress seen = latched;
    return seen == null || seen.equals(from) || described.equals(from);
  }

  @Override
  public void confirmed(LocalPort at, InetSocketAddress from) {
    if (latched == null || described.equals(from)) {
      latched = from;
    }
  }
}
