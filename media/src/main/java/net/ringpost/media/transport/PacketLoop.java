// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;

/** Reads all of a call's sockets in one thread. */
final class PacketLoop implements AutoCloseable {
  /** Takes each packet; called on the loop's thread. */
  interface Receiver {
    /** A packet; the buffer is reused after the call. */
    void onPacket(LocalPort port, InetSocketAddress from, byte[] data, int length, long nowNanos);

    /** What has come at once is done, or {@link #wake} was called. */
    void onTurn();
  }

  private static final int LARGEST = 2048;

  private final List<LocalPort> ports;
  private final Selector selector;
  private final Receiver receiver;
  private final Thread thread;
  private final byte[] data = new byte[LARGEST];
  private final ByteBuffer buffer = ByteBuffer.wrap(data);
  private volatile boolean closed;

  PacketLoop(List<LocalPort> ports, Receiver receiver) throws IOException {
    this.ports = ports;
    this.receiver = receiver;
    selector = Selector.open();
    for (LocalPort port : ports) {
      port.channel().register(selector, SelectionKey.OP_READ, port);
    }
    thread = Thread.ofPlatform().daemon().name("media-network").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Has the loop's thread call {@link Receiver#onTurn}. May be called from any thread. */
  void wake() {
    selector.wakeup();
  }

  private void run() {
    while (!closed) {
      try {
        selector.select(key -> drain((LocalPort) key.attachment()));
        receiver.onTurn();
      } catch (IOException | ClosedSelectorException e) {
        // Closed by the other thread.
        return;
      }
    }
  }

  private void drain(LocalPort port) {
    while (!closed) {
      buffer.clear();
      InetSocketAddress from;
      try {
        from = (InetSocketAddress) port.channel().receive(buffer);
      } catch (IOException e) {
        // For example "port unreachable" of an earlier packet: of no interest to the next.
        return;
      }
      if (from == null) {
        return;
      }
      receiver.onPacket(port, from, data, buffer.position(), System.nanoTime());
    }
  }

  @Override
  public void close() {
    closed = true;
    selector.wakeup();
    try {
      for (LocalPort port : ports) {
        port.channel().close();
      }
      selector.close();
    } catch (IOException e) {
      throw new IllegalStateException("closing a socket", e);
    }
  }
}
