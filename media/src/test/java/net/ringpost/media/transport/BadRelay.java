// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** A UDP socket that two parties take for each other, with a {@link BadNetwork} in it. */
@NullMarked
public final class BadRelay implements AutoCloseable {
  private final DatagramChannel socket;
  private final BadNetwork network;
  private final InetSocketAddress address;
  private volatile long begun;

  /**
   * Opens the socket.
   *
   * @param at its address; the system chooses the port
   * @param seed as of {@link BadNetwork}
   */
  public BadRelay(InetAddress at, int seed) throws IOException {
    network = new BadNetwork(seed);
    socket = DatagramChannel.open();
    socket.bind(new InetSocketAddress(at, 0));
    address = (InetSocketAddress) socket.getLocalAddress();
  }

  /** Where both parties send to. */
  public InetSocketAddress address() {
    return address;
  }

  /**
   * Begins to carry.
   *
   * @param first one party
   * @param second the other; null: whoever else sends here
   */
  public void between(InetSocketAddress first, @Nullable InetSocketAddress second) {
    Thread.ofVirtual().name("test-relay").start(() -> run(first, second));
  }

  /** When the first DTLS datagram came, lost or not, on the scale of {@link System#nanoTime}. */
  public long begun() {
    return begun;
  }

  private void run(InetSocketAddress first, @Nullable InetSocketAddress second) {
    InetSocketAddress other = second;
    ByteBuffer buffer = ByteBuffer.allocate(4096);
    try {
      while (true) {
        buffer.clear();
        SocketAddress from = socket.receive(buffer);
        byte[] datagram = Arrays.copyOf(buffer.array(), buffer.position());
        if (begun == 0
            && datagram.length > 0
            && PacketKind.of(datagram, datagram.length) == PacketKind.DTLS) {
          begun = System.nanoTime();
        }
        InetSocketAddress to = first;
        if (first.equals(from)) {
          to = other;
        } else if (second == null) {
          other = (InetSocketAddress) from;
        }
        if (to != null) {
          InetSocketAddress receiver = to;
          network.carry(datagram, d -> send(d, receiver));
        }
      }
    } catch (IOException e) {
      // Closed: the test is over.
      return;
    }
  }

  private void send(byte[] datagram, InetSocketAddress to) {
    try {
      socket.send(ByteBuffer.wrap(datagram), to);
    } catch (IOException e) {
      // Closed, or the receiver is gone: it is lost.
      return;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
