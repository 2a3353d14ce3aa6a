// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transport;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import net.ringpost.sip.overload.OverloadControl;

/**
 * The packets that wait in a UDP socket: sees whether they become more, and keeps them few while
 * more come than can be served. Then a packet that waited has been sent again by its sender in the
 * meantime (RFC 3261 §17.1.1.2: after half a second), so that serving the old ones first means to
 * serve none in time. On the signalling loop.
 */
final class Backlog {
  /** Bytes for packets that wait, of which the system grants what it permits: room for bursts. */
  private static final int ROOM = 16 << 20;

  /** The same in overload: some hundred packets, less than a tenth of a second. */
  private static final int ROOM_IN_OVERLOAD = 512 << 10;

  /** More than fits into any room. */
  private static final int MOST_DISCARDED = 100_000;

  /**
   * By so many packets read at once it is seen whether more come than are read. It takes one more
   * look at the socket, which is a tenth of what a packet costs, and saves as much for each packet
   * that is found.
   */
  private static final int BATCH = 16;

  /** While they come one by one, so it is looked at each so many packets only. */
  private static final int BETWEEN_BATCHES = 32;

  private static final int PACKET = 65536;

  private final Driver driver;
  private final Counters counters;
  private boolean batch;
  private int single;
  private boolean small;

  Backlog(Driver driver, Counters counters) {
    this.driver = driver;
    this.counters = counters;
  }

  /** How many packets are to be read at once, at most. */
  int most() {
    return batch ? BATCH : 1;
  }

  /** At first there is room for bursts. */
  void start(DatagramChannel socket) throws IOException {
    small = false;
    socket.setOption(StandardSocketOptions.SO_RCVBUF, ROOM);
  }

  /** So many were read at once. */
  void turnEnded(DatagramChannel socket, int read) {
    if (batch) {
      driver.packetsRead(read < BATCH);
    } else if (++single < BETWEEN_BATCHES && !driver.overload().watching()) {
      return;
    }
    single = 0;
    OverloadControl overload = driver.overload();
    boolean shedding = overload.watching() && overload.shedding(System.nanoTime());
    batch = overload.watching() || !batch || read > 1;
    if (shedding != small) {
      resize(socket, shedding);
    }
  }

  private void resize(DatagramChannel socket, boolean toSmall) {
    small = toSmall;
    try {
      socket.setOption(StandardSocketOptions.SO_RCVBUF, toSmall ? ROOM_IN_OVERLOAD : ROOM);
      if (toSmall) {
        discard(socket);
      }
    } catch (IOException e) {
      driver.unexpected(new IllegalStateException("the UDP socket's buffer stays as it is", e));
    }
  }

  /** What had filled the large room is too old. */
  private void discard(DatagramChannel socket) throws IOException {
    ByteBuffer unread = ByteBuffer.allocateDirect(PACKET);
    for (int i = 0; i < MOST_DISCARDED && socket.receive(unread.clear()) != null; i++) {
      counters.unread.increment();
    }
  }
}
