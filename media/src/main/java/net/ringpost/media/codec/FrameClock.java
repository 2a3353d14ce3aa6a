// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import net.ringpost.media.device.Pcm;

/**
 * A thread that ticks each 20 ms by deadlines, not by pauses. When it comes late, because the
 * machine is busy, the next ticks follow at four times the pace until the clock has caught up: not
 * at once, so that the threads that bring packets, which were held up as well, come in between.
 */
public final class FrameClock implements AutoCloseable {
  /** What is done at each tick. */
  @FunctionalInterface
  public interface Tick {
    /** Called by the clock, so many nanoseconds late. */
    void run(long lateNanos);
  }

  static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(Pcm.FRAME_MILLIS);

  /** The shortest time between two ticks. */
  static final long CATCH_UP = PERIOD / 4;

  /** Later than this (a machine that was asleep), ticks are left out. */
  static final long LATEST = TimeUnit.SECONDS.toNanos(10);

  private final Tick tick;
  private final Thread thread;
  private volatile boolean closed;

  /**
   * @param name of the thread
   */
  public FrameClock(String name, Tick tick) {
    this.tick = tick;
    thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  /** Begins to tick, once. */
  public void start() {
    thread.start();
  }

  private void run() {
    long due = System.nanoTime();
    long wake = due;
    while (!closed) {
      long now = System.nanoTime();
      if (now - wake < 0) {
        LockSupport.parkNanos(this, wake - now);
        continue;
      }
      tick.run(now - due);
      due = next(due, now);
      wake = wake(due, now);
    }
  }

  /** When the tick after that of {@code due} is due, which was done at {@code now}. */
  static long next(long due, long now) {
    return now - due > LATEST ? now + PERIOD : due + PERIOD;
  }

  /** When to do the tick of {@code due}, the one before having been done at {@code last}. */
  static long wake(long due, long last) {
    return Math.max(due - last, CATCH_UP) + last;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
