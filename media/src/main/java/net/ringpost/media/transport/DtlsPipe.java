// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bouncycastle.tls.DatagramTransport;
import org.jspecify.annotations.Nullable;

/**
 * Gives the DTLS library the DTLS packets that the port's other users leave over, and sends what it
 * has to say: a flight's records in as few datagrams as they fit into, so that one lost packet is
 * one lost flight and not, five times as often, a flight with a hole. All but {@link #offer},
 * {@link #wake} and {@link #silence} is for the association's own thread.
 */
final class DtlsPipe implements DatagramTransport {
  private static final int WAITING = 64;

  /** Below any path's MTU, so that handshake messages are fragmented by DTLS and not by IP. */
  private static final int LIMIT = 1200;

  private static final byte[] NOTHING = new byte[0];

  /** A peer that repeats by its own timer does not do so sooner. */
  private static final long JUST_SENT = TimeUnit.MILLISECONDS.toNanos(25);

  /**
   * How long a flight waits for an answer before it goes out once more as it is. A peer that has it
   * drops it unread, so that it may come sooner than the library's repetitions, each of which is
   * new to the peer and is answered.
   */
  private static final long UNANSWERED = TimeUnit.MILLISECONDS.toNanos(100);

  private final ArrayBlockingQueue<byte[]> received = new ArrayBlockingQueue<>(WAITING);
  private final Deque<byte[]> readable = new ArrayDeque<>();
  private final RecordOrder order;
  private final Consumer<byte[]> sender;
  private final ByteArrayOutputStream unsent = new ByteArrayOutputStream(LIMIT);
  private List<byte[]> flight = new ArrayList<>();
  private boolean flightOver;
  private long sentAt = System.nanoTime() - JUST_SENT;
  private boolean unanswered;
  private volatile boolean closed;

  /**
   * @param server whether we are the DTLS server
   */
  DtlsPipe(boolean server, Consumer<byte[]> sender) {
    this.order = new RecordOrder(server);
    this.sender = sender;
  }

  /** Takes a received packet; loses it when too many wait. */
  boolean offer(byte[] packet) {
    return received.offer(packet);
  }

  /** Has the reader return, as if a packet had come that is none; false if too many wait. */
  boolean wake() {
    return received.offer(NOTHING);
  }

  @Override
  public int getReceiveLimit() {
    return 2048;
  }

  @Override
  public int getSendLimit() {
    return LIMIT;
  }

  @Override
  public int receive(byte[] buffer, int offset, int length, int waitMillis) throws IOException {
    flush();
    if (closed) {
      throw new IOException("closed");
    }
    byte[] record = next(Math.max(1, waitMillis));
    if (record == null) {
      return -1;
    }
    int size = Math.min(length, record.length);
    System.arraycopy(record, 0, buffer, offset, size);
    return size;
  }

  /** The next record; an empty one to be woken by; null if none comes in time. */
  private byte @Nullable [] next(int waitMillis) throws IOException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
    try {
      while (readable.isEmpty()) {
        long again = sentAt + UNANSWERED;
        boolean soon = unanswered && again - end < 0;
        long until = soon ? again : end;
        byte[] packet = received.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (packet == null && soon) {
          repeat();
          continue;
        }
        if (packet == null || packet.length == 0) {
          return packet;
        }
        readable.addAll(order.received(packet, System.nanoTime() - sentAt < JUST_SENT));
      }
      unanswered = false;
      return readable.poll();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void send(byte[] buffer, int offset, int length) {
    if (unsent.size() + length > LIMIT) {
      sendDatagram();
    }
    unsent.write(buffer, offset, length);
  }

  /** Sends what the library has given: it sends a whole flight before it reads. */
  void flush() {
    sendDatagram();
    flightOver = true;
  }

  /**
   * Sends the last flight once more, byte for byte: who has it drops it as a replay (RFC 6347
   * §4.1.2.6).
   */
  void repeat() {
    unanswered = false;
    flight.forEach(this::sendNow);
  }

  private void sendDatagram() {
    if (unsent.size() == 0) {
      return;
    }
    if (flightOver) {
      flight = new ArrayList<>();
      flightOver = false;
    }
    byte[] datagram = unsent.toByteArray();
    unsent.reset();
    flight.add(datagram);
    sentAt = System.nanoTime();
    unanswered = true;
    sendNow(datagram);
  }

  private void sendNow(byte[] datagram) {
    if (!closed) {
      sender.accept(datagram);
    }
  }

  /** Sends and receives nothing any more; for any thread. */
  void silence() {
    closed = true;
  }

  @Override
  public void close() {
    sendDatagram();
    closed = true;
  }
}
