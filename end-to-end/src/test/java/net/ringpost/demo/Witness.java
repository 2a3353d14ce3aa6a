// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Notices how long this machine lets a thread wait that wants to run: what took too long meanwhile
 * may be the machine's fault.
 */
final class Witness implements AutoCloseable {
  private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(5);

  private final AtomicLong latest = new AtomicLong();
  private volatile boolean closed;

  private Witness() {}

  /** Watches from now on. */
  static Witness start() {
    Witness witness = new Witness();
    Thread.ofPlatform().daemon().name("witness").start(witness::watch);
    return witness;
  }

  private void watch() {
    while (!closed) {
      long due = System.nanoTime() + PERIOD;
      LockSupport.parkNanos(PERIOD);
      latest.accumulateAndGet(System.nanoTime() - due, Math::max);
    }
  }

  /** The longest wait so far, in milliseconds. */
  long latestMillis() {
    return TimeUnit.NANOSECONDS.toMillis(latest.get());
  }

  @Override
  public void close() {
    closed = true;
  }
}
