// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which address of this machine is seen by a remote one. A socket bound to no address in particular
 * cannot say it, so the routing table is asked.
 *
 * <p>DEVIATION RFC 3581 §4: on a machine with several addresses in one network an answer may so
 * come from another than the one that was asked.
 */
final class LocalAddresses {
  private static final int MOST = 10_000;
  private static final long KEPT = TimeUnit.SECONDS.toNanos(60);

  private final @Nullable InetAddress bound;
  private final Map<InetAddress, InetAddress> known = new ConcurrentHashMap<>();
  private volatile long forgetAt = System.nanoTime() + KEPT;

  LocalAddresses(Optional<InetAddress> bound) {
    this.bound = bound.orElse(null);
  }

  /** May be up to a minute old, so that not each packet costs a question. */
  InetAddress towards(InetSocketAddress remote) {
    if (bound != null) {
      return bound;
    }
    long now = System.nanoTime();
    if (now - forgetAt > 0 || known.size() > MOST) {
      known.clear();
      forgetAt = now + KEPT;
    }
    InetAddress found = known.get(remote.getAddress());
    return found == null ? afresh(remote) : found;
  }

  /** As it is now. */
  InetAddress afresh(InetSocketAddress remote) {
    if (bound != null) {
      return bound;
    }
    InetAddress found = ask(remote);
    known.put(remote.getAddress(), found);
    return found;
  }

  private static InetAddress ask(InetSocketAddress remote) {
    // No way there: sending will fail and say so.
    return route(remote).orElseGet(InetAddress::getLoopbackAddress);
  }

  /**
   * The address towards a remote one, empty if there is no way there. Connecting a UDP socket sends
   * nothing, but settles its local address.
   */
  static Optional<InetAddress> route(InetSocketAddress remote) {
    int port = remote.getPort() == 0 ? 9 : remote.getPort();
    try (DatagramChannel channel = DatagramChannel.open()) {
      channel.connect(new InetSocketAddress(remote.getAddress(), port));
      InetAddress local = ((InetSocketAddress) channel.getLocalAddress()).getAddress();
      return local.isAnyLocalAddress() ? Optional.empty() : Optional.of(local);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
