// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which of this machine's addresses a call uses. */
public final class HostAddresses {
  private HostAddresses() {}

  /**
   * The addresses of all interfaces that are up, IPv4 first; without link-local ones (they need a
   * scope that SDP cannot carry). Loopback only when there is nothing else or {@code remote} is a
   * loopback address.
   *
   * @param remote where the peer is, null if not known yet; the address that routes to it comes
   *     first
   * @throws IOException when the interfaces cannot be listed
   */
  public static List<InetAddress> usable(@Nullable InetAddress remote) throws IOException {
    List<InetAddress> real = new ArrayList<>();
    List<InetAddress> loopback = new ArrayList<>();
    for (NetworkInterface nic : NetworkInterface.networkInterfaces().toList()) {
      if (nic.isUp()) {
        nic.inetAddresses()
            .filter(a -> !a.isLinkLocalAddress() && !a.isMulticastAddress())
            .forEach(a -> (a.isLoopbackAddress() ? loopback : real).add(a));
      }
    }
    List<InetAddress> chosen = new ArrayList<>(real);
    if (real.isEmpty() || (remote != null && remote.isLoopbackAddress())) {
      chosen.addAll(loopback);
    }
    chosen.sort(Comparator.comparing(a -> !(a instanceof Inet4Address)));
    if (remote != null) {
      toFront(chosen, facing(remote));
    }
    return chosen.stream().map(HostAddresses::withoutScope).toList();
  }

  /** The local address that the system would send from to there; null when there is no route. */
  static @Nullable InetAddress facing(InetAddress remote) {
    try (DatagramSocket probe = new DatagramSocket()) {
      // Connecting a UDP socket only asks the routing table; no packet leaves.
      probe.connect(new InetSocketAddress(remote, 9));
      return probe.getLocalAddress();
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  private static void toFront(List<InetAddress> list, @Nullable InetAddress first) {
    if (first != null && list.remove(first)) {
      list.addFirst(first);
    }
  }

  private static InetAddress withoutScope(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address;
    }
    try {
      return InetAddress.getByAddress(address.getAddress());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
