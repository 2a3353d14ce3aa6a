// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import java.util.concurrent.TimeUnit;

/**
 * Lets only a few packets into libjitsi's decoder at a time. Its queue has room for four and drops
 * what comes more, so a burst (of a late network, or of this machine being busy) would be lost; the
 * packets wait outside instead. For several threads.
 */
final class DecoderGate {
  private static final int INSIDE = 3;

  /** The decoder may swallow a packet without any sound: it is not waited for longer than this. */
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

  private int inside;

  /** Waits until there is room, and counts a packet in. */
  synchronized void enter() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (inside >= INSIDE) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        inside = 0;
      } else {
        wait(left);
      }
    }
    inside++;
  }

  /** Tells that a packet's sound came out. */
  synchronized void leave() {
    inside = Math.max(0, inside - 1);
    notifyAll();
  }
}
