// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One bound UDP socket of a call. */
final class LocalPort {
  /** The system gives a port back a moment after its socket was closed. */
  private static final int ATTEMPTS = 100;

  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(5);

  private final InetSocketAddress address;
  private final int component;
  private volatile DatagramChannel channel;

  /**
   * A socket.
   *
   * @param channel non-blocking
   * @param address what it is bound to
   * @param component 1 for RTP (and all else when multiplexed), 2 for RTCP
   */
  LocalPort(DatagramChannel channel, InetSocketAddress address, int component) {
    this.channel = channel;
    this.address = address;
    this.component = component;
  }

  DatagramChannel channel() {
    return channel;
  }

  InetSocketAddress address() {
    return address;
  }

  int component() {
    return component;
  }

  /**
   * Opens it again at the same address, after it was closed; may block for half a second.
   *
   * @throws IOException when somebody else has the port now
   */
  void reopen() throws IOException {
    for (int i = 1; ; i++) {
      DatagramChannel again = MediaSockets.channel(address.getAddress());
      try {
        again.bind(address);
        channel = again;
        return;
      } catch (BindException e) {
        again.close();
        if (i == ATTEMPTS) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE);
      }
    }
  }

  /** Sends, or loses the packet when the network will not have it: these are datagrams. */
  void send(byte[] data, int offset, int length, InetSocketAddress to) {
    try {
      channel.send(ByteBuffer.wrap(data, offset, length), to);
    } catch (IOException | RuntimeException e) {
      // A path that is down now may be up for the next packet; a timeout will tell if it is not.
      return;
    }
  }
}
