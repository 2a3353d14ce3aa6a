// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bouncycastle.tls.DatagramTransport;

/** Gives the DTLS library the DTLS packets that the port's other users leave over. */
final class DtlsPipe implements DatagramTransport {
  private static final int WAITING = 64;

  /** Below any path's MTU, so that handshake messages are fragmented by DTLS and not by IP. */
  private static final int LIMIT = 1200;

  private final ArrayBlockingQueue<byte[]> received = new ArrayBlockingQueue<>(WAITING);
  private final Consumer<byte[]> sender;
  private volatile boolean closed;

  DtlsPipe(Consumer<byte[]> sender) {
    this.sender = sender;
  }

  /** Takes a received packet; loses it when too many wait. */
  boolean offer(byte[] packet) {
    return received.offer(packet);
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
    if (closed) {
      throw new IOException("closed");
    }
    try {
      byte[] packet = received.poll(Math.max(1, waitMillis), TimeUnit.MILLISECONDS);
      if (packet == null) {
        return -1;
      }
      int size = Math.min(length, packet.length);
      System.arraycopy(packet, 0, buffer, offset, size);
      return size;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void send(byte[] buffer, int offset, int length) {
    if (closed) {
      return;
    }
    byte[] packet = new byte[length];
    System.arraycopy(buffer, offset, packet, 0, length);
    sender.accept(packet);
  }

  @Override
  public void close() {
    closed = true;
  }
}
