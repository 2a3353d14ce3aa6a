// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the sockets of many calls in one thread: a thread per call would cost more in waking than
 * the packets do. There is one loop for two processors.
 */
final class PacketLoop {
  /** Takes a call's packets; called on the loop's thread, and must not block. */
  interface Receiver {
    /** A packet; the buffer is reused after the call. */
    void onPacket(LocalPort port, InetSocketAddress from, byte[] data, int length, long nowNanos);

    /** {@link #wake} was called, and what had come until then is done. */
    void onTurn();
  }

  private record Registration(LocalPort port, Receiver receiver) {}

  private static final class Holder {
    static final List<PacketLoop> ALL =
        IntStream.range(0, Math.max(1, Runtime.getRuntime().availableProcessors() / 2))
            .mapToObj(i -> new PacketLoop())
            .toList();
  }

  private static final System.Logger LOG = System.getLogger(PacketLoop.class.getName());
  private static final AtomicInteger NEXT = new AtomicInteger();
  private static final int LARGEST = 2048;

  /** A call that is flooded lets the others have their turn after so many packets. */
  private static final int AT_ONCE = 64;

  /** With more sockets than this ... */
  private static final int CROWD = 200;

  /** ... packets are waited for so long, to be read together: most of the work is waking up. */
  private static final long GATHER = TimeUnit.MILLISECONDS.toNanos(1);

  private final Selector selector;
  private final Queue<Receiver> woken = new ConcurrentLinkedQueue<>();
  private final byte[] data = new byte[LARGEST];
  private final ByteBuffer buffer = ByteBuffer.wrap(data);
  private long reportAgain = System.nanoTime();

  private PacketLoop() {
    try {
      selector = Selector.open();
    } catch (IOException e) {
      throw new IllegalStateException("the system gives no selector", e);
    }
    Thread.ofPlatform().daemon().name("media-network").start(this::run);
  }

  /** One of the process's loops, by turns. */
  static PacketLoop any() {
    return Holder.ALL.get(Math.floorMod(NEXT.getAndIncrement(), Holder.ALL.size()));
  }

  /**
   * Reads these sockets from now on.
   *
   * @throws IOException when one is closed already
   */
  void add(List<LocalPort> ports, Receiver receiver) throws IOException {
    for (LocalPort port : ports) {
      port.channel().register(selector, SelectionKey.OP_READ, new Registration(port, receiver));
    }
    selector.wakeup();
  }

  /** Closes these sockets; a packet that is being read may still come to its receiver. */
  void remove(List<LocalPort> ports) {
    try {
      for (LocalPort port : ports) {
        port.channel().close();
      }
    } catch (IOException e) {
      throw new IllegalStateException("closing a socket", e);
    } finally {
      // The system gives the ports back when the selector has forgotten them.
      selector.wakeup();
    }
  }

  /** Has the loop's thread call {@link Receiver#onTurn}. May be called from any thread. */
  void wake(Receiver receiver) {
    woken.add(receiver);
    selector.wakeup();
  }

  private void run() {
    while (true) {
      try {
        selector.select(key -> drain((Registration) key.attachment()));
        takeTurns();
        if (crowded()) {
          LockSupport.parkNanos(this, GATHER);
        }
      } catch (IOException | RuntimeException e) {
        // Of one call; the others must not suffer.
        report(e);
      }
    }
  }

  /** At most once a second: it may come with each packet. */
  private void report(Exception e) {
    long now = System.nanoTime();
    if (now - reportAgain >= 0) {
      reportAgain = now + TimeUnit.SECONDS.toNanos(1);
      LOG.log(System.Logger.Level.WARNING, "a packet could not be taken", e);
    }
  }

  private boolean crowded() {
    return selector.keys().size() > CROWD;
  }

  private void takeTurns() {
    for (Receiver next = woken.poll(); next != null; next = woken.poll()) {
      next.onTurn();
    }
  }

  private void drain(Registration registration) {
    // The selector comes again to a socket that has more: seldom, and asking costs as much.
    int most = crowded() ? 1 : AT_ONCE;
    for (int i = 0; i < most; i++) {
      InetSocketAddress from = receive(registration.port());
      if (from == null) {
        return;
      }
      registration
          .receiver()
          .onPacket(registration.port(), from, data, buffer.position(), System.nanoTime());
    }
  }

  private @Nullable InetSocketAddress receive(LocalPort port) {
    buffer.clear();
    try {
      return (InetSocketAddress) port.channel().receive(buffer);
    } catch (IOException e) {
      // Closed; or "port unreachable" of an earlier packet, of no interest to the next.
      return null;
    }
  }
}
