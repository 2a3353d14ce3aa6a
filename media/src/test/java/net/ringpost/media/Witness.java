// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.NullMarked;

/**
 * Notices when this machine lets threads wait for so long that nobody could keep a call going. What
 * failed meanwhile says nothing and is tried again; what fails otherwise fails.
 */
@NullMarked
public final class Witness implements AutoCloseable {
  /** What may fail because of it. */
  @FunctionalInterface
  public interface Attempt {
    /** Tries. */
    void run() throws Exception;
  }

  /** Our jitter buffer begins with 80 ms, of which both ends and the network threads have part. */
  private static final long TOO_LATE = TimeUnit.MILLISECONDS.toNanos(50);

  private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(5);
  private static final int ATTEMPTS = 4;

  private final AtomicLong latest = new AtomicLong();
  private volatile boolean closed;

  private Witness() {
    Thread.ofPlatform().daemon().name("test-witness").start(this::watch);
  }

  private void watch() {
    while (!closed) {
      long due = System.nanoTime() + PERIOD;
      LockSupport.parkNanos(PERIOD);
      latest.accumulateAndGet(System.nanoTime() - due, Math::max);
    }
  }

  /** Runs it, and again when it failed while the machine was held up. */
  public static void unlessHeldUp(Attempt attempt) throws Exception {
    for (int left = ATTEMPTS - 1; ; left--) {
      try (Witness witness = new Witness()) {
        try {
          attempt.run();
          return;
        } catch (AssertionError e) {
          long late = witness.latest.get();
          if (left == 0 || late < TOO_LATE) {
            throw e;
          }
          System.err.println(
              "tried again: this machine let a thread wait for "
                  + TimeUnit.NANOSECONDS.toMillis(late)
                  + " ms; "
                  + e.getMessage());
        }
      }
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
