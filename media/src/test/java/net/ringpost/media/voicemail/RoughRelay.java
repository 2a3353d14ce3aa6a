// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * A bad network, one way: loses, repeats, delays (and so reorders) what goes to an address. The
 * seed decides what becomes of each packet.
 */
@NullMarked
final class RoughRelay implements AutoCloseable {
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Late(long due, long number, byte[] packet) {}

  private static final long IDLE = TimeUnit.MILLISECONDS.toNanos(2);

  private final DatagramChannel socket;
  private final InetSocketAddress to;
  private final Random random;
  private final int lossPercent;
  private final int jitterMillis;
  private final int doublePercent;
  private final PriorityQueue<Late> delayed =
      new PriorityQueue<>(
          java.util.Comparator.comparingLong(Late::due).thenComparingLong(Late::number));
  private final ByteBuffer buffer = ByteBuffer.allocate(2048);
  private volatile boolean closed;
  private long count;
  private final AtomicInteger lost = new AtomicInteger();

  RoughRelay(InetSocketAddress to, long seed, int lossPercent, int jitterMillis, int doublePercent)
      throws IOException {
    this.to = to;
    this.random = new Random(seed);
    this.lossPercent = lossPercent;
    this.jitterMillis = jitterMillis;
    this.doublePercent = doublePercent;
    socket = DatagramChannel.open();
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    socket.configureBlocking(false);
    Thread.ofPlatform().daemon().name("test-relay").start(this::run);
  }

  int port() throws IOException {
    return ((InetSocketAddress) socket.getLocalAddress()).getPort();
  }

  /** Packets lost so far. */
  int lost() {
    return lost.get();
  }

  private void run() {
    try {
      while (!closed) {
        takeAll();
        Late next = delayed.peek();
        if (next != null && next.due() - System.nanoTime() <= 0) {
          socket.send(ByteBuffer.wrap(next.packet()), to);
          delayed.poll();
        } else {
          java.util.concurrent.locks.LockSupport.parkNanos(IDLE);
        }
      }
    } catch (IOException e) {
      // Closed: the test is over.
      return;
    }
  }

  private void takeAll() throws IOException {
    for (byte[] packet = take(); packet != null; packet = take()) {
      int copies = random.nextInt(100) < doublePercent ? 2 : 1;
      if (random.nextInt(100) < lossPercent) {
        copies = 0;
        lost.incrementAndGet();
      }
      for (int i = 0; i < copies; i++) {
        long delay = TimeUnit.MICROSECONDS.toNanos(random.nextInt(jitterMillis * 1000 + 1));
        delayed.add(new Late(System.nanoTime() + delay, count++, packet));
      }
    }
  }

  private byte @Nullable [] take() throws IOException {
    SocketAddress from;
    do {
      // What comes back is not for the one it comes from.
      buffer.clear();
      from = socket.receive(buffer);
    } while (to.equals(from));
    if (from == null) {
      return null;
    }
    byte[] packet = new byte[buffer.position()];
    buffer.flip().get(packet);
    return packet;
  }

  @Override
  public void close() throws IOException {
    closed = true;
    socket.close();
  }
}
