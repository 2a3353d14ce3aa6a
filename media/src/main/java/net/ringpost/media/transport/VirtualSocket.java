// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * What a library takes for a bound UDP socket. What it receives is what we {@link #offer}; what it
 * sends comes to {@link #transmit}.
 */
public abstract class VirtualSocket extends DatagramSocket {
  private static final DatagramPacket END = new DatagramPacket(new byte[0], 0);
  private static final int WAITING = 256;

  private final InetSocketAddress local;
  private final LinkedBlockingQueue<DatagramPacket> received = new LinkedBlockingQueue<>(WAITING);
  private volatile boolean over;

  /**
   * @param local what it claims to be bound to
   * @throws SocketException when the system has no file descriptors left
   */
  protected VirtualSocket(InetSocketAddress local) throws SocketException {
    super((SocketAddress) null);
    this.local = local;
  }

  /** Takes what the library sends; the buffer is reused after the call. */
  protected abstract void transmit(byte[] data, int offset, int length, InetSocketAddress to);

  /**
   * Lets the library receive a packet.
   *
   * @param data belongs to the socket afterwards
   * @return false when too many wait already; the packet is lost
   */
  public final boolean offer(byte[] data, InetSocketAddress from) {
    return !over && received.offer(new DatagramPacket(data, data.length, from));
  }

  @Override
  public void receive(DatagramPacket packet) throws SocketException {
    try {
      DatagramPacket next = over ? END : received.take();
      if (next == END) {
        throw new SocketException("closed");
      }
      int length = Math.min(next.getLength(), packet.getLength());
      System.arraycopy(next.getData(), 0, packet.getData(), packet.getOffset(), length);
      packet.setLength(length);
      packet.setSocketAddress(next.getSocketAddress());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SocketException("interrupted");
    }
  }

  @Override
  public void send(DatagramPacket packet) {
    if (!over) {
      transmit(
          packet.getData(),
          packet.getOffset(),
          packet.getLength(),
          (InetSocketAddress) packet.getSocketAddress());
    }
  }

  @Override
  public InetAddress getLocalAddress() {
    return local.getAddress();
  }

  @Override
  public int getLocalPort() {
    return local.getPort();
  }

  @Override
  public SocketAddress getLocalSocketAddress() {
    return local;
  }

  @Override
  public boolean isBound() {
    return true;
  }

  @Override
  public void close() {
    over = true;
    received.clear();
    boolean unused = received.offer(END);
    super.close();
  }

  @Override
  public boolean isClosed() {
    return over;
  }
}
