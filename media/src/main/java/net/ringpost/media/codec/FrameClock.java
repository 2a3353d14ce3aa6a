// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import net.ringpost.media.device.Pcm;

/**
 * A thread that ticks each 20 ms by deadlines, not by pauses: a tick that comes late is followed by
 * the next ones without waiting until the clock has caught up. When it is later than a limit, the
 * ticks that were missed are left out instead.
 */
final class FrameClock implements AutoCloseable {
  private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(Pcm.FRAME_MILLIS);

  private final Runnable tick;
  private final long latestNanos;
  private final Thread thread;
  private volatile boolean closed;

  /**
   * @param latestMillis how late a tick may be before ticks are left out
   */
  FrameClock(String name, int latestMillis, Runnable tick) {
    this.tick = tick;
    this.latestNanos = TimeUnit.MILLISECONDS.toNanos(latestMillis);
    thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    long deadline = System.nanoTime();
    while (!closed) {
      long now = System.nanoTime();
      if (now < deadline) {
        LockSupport.parkNanos(this, deadline - now);
        continue;
      }
      tick.run();
      deadline = next(deadline, now, latestNanos);
    }
  }

  /** The deadline after this one, given that it is now {@code now}. */
  static long next(long deadline, long now, long latestNanos) {
    long next = deadline + PERIOD;
    return now - next > latestNanos ? now : next;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
