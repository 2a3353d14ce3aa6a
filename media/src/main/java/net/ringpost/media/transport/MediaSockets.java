// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import java.io.IOException;
import java.net.BindException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Opens a call's sockets: per address one for RTP on an even port and one for RTCP on the next. */
final class MediaSockets {
  private static final int ATTEMPTS = 100;

  private MediaSockets() {}

  /**
   * Opens the sockets. An address that cannot be bound at all is left out.
   *
   * @param minPort lowest port, 0 to let the system choose
   * @throws IOException when no address could be bound; the message says what to do
   */
  static List<LocalPort> open(
      List<InetAddress> addresses, int minPort, int maxPort, RandomGenerator random)
      throws IOException {
    List<LocalPort> ports = new ArrayList<>();
    IOException last = new IOException("this machine has no usable network address");
    for (InetAddress address : addresses) {
      try {
        ports.addAll(pair(address, minPort, maxPort, random));
      } catch (IOException e) {
        last = e;
      }
    }
    if (ports.isEmpty()) {
      throw last;
    }
    return ports;
  }

  private static List<LocalPort> pair(
      InetAddress address, int minPort, int maxPort, RandomGenerator random) throws IOException {
    for (int i = 0; i < ATTEMPTS; i++) {
      int wanted = minPort == 0 ? 0 : even(random.nextInt(minPort, maxPort));
      List<LocalPort> pair = tryPair(address, wanted);
      if (!pair.isEmpty()) {
        return pair;
      }
    }
    throw new BindException(
        "no two free UDP ports in a row on "
            + address.getHostAddress()
            + (minPort == 0 ? "" : " between " + minPort + " and " + maxPort)
            + ": widen the port range or end other calls");
  }

  private static int even(int port) {
    return port + (port & 1);
  }

  private static List<LocalPort> tryPair(InetAddress address, int wanted) throws IOException {
    DatagramChannel rtp = channel(address);
    DatagramChannel rtcp = channel(address);
    try {
      rtp.bind(new InetSocketAddress(address, wanted));
      InetSocketAddress bound = (InetSocketAddress) rtp.getLocalAddress();
      if (bound.getPort() % 2 == 0 && bound.getPort() < 65_535) {
        InetSocketAddress next = new InetSocketAddress(address, bound.getPort() + 1);
        rtcp.bind(next);
        return List.of(new LocalPort(rtp, bound, 1), new LocalPort(rtcp, next, 2));
      }
    } catch (BindException e) {
      // Taken by somebody else: the caller tries other ports.
      close(rtp, rtcp);
      return List.of();
    }
    close(rtp, rtcp);
    return List.of();
  }

  private static void close(DatagramChannel a, DatagramChannel b) throws IOException {
    a.close();
    b.close();
  }

  static DatagramChannel channel(InetAddress address) throws IOException {
    DatagramChannel channel =
        DatagramChannel.open(
            address instanceof Inet6Address
                ? StandardProtocolFamily.INET6
                : StandardProtocolFamily.INET);
    channel.configureBlocking(false);
    return channel;
  }
}
