// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.session;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import org.jspecify.annotations.NullMarked;

/** Stands between two parties and drops each n-th packet that goes to the first. */
@NullMarked
final class LossyRelay implements AutoCloseable {
  private final DatagramChannel socket;
  private final InetSocketAddress first;
  private final InetSocketAddress second;
  private final int dropEach;

  LossyRelay(InetSocketAddress first, InetSocketAddress second, int dropEach) throws IOException {
    this.first = first;
    this.second = second;
    this.dropEach = dropEach;
    socket = DatagramChannel.open();
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  int port() throws IOException {
    return ((InetSocketAddress) socket.getLocalAddress()).getPort();
  }

  void start() {
    Thread.ofPlatform().daemon().name("test-relay").start(this::run);
  }

  private void run() {
    ByteBuffer packet = ByteBuffer.allocate(2048);
    int count = 0;
    try {
      while (true) {
        packet.clear();
        boolean fromFirst = first.equals(socket.receive(packet));
        packet.flip();
        if (fromFirst) {
          socket.send(packet, second);
        } else if (++count % dropEach != 0) {
          socket.send(packet, first);
        }
      }
    } catch (IOException e) {
      // Closed: the test is over.
      return;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
