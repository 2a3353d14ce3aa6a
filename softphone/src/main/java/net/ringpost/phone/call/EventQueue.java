// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Hands events on in a thread of its own, in their order: a reader that is slow to read what is
 * printed must not hold up the signalling. For one that does not read at all statistics are left
 * out first, and everything in the end: strangers, too, make events.
 */
final class EventQueue implements PhoneListener, AutoCloseable {
  private static final int MANY = 1000;
  private static final int MOST = 10_000;

  private final PhoneListener listener;
  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(MOST),
          Thread.ofPlatform().daemon().name("telephone-events").factory());

  EventQueue(PhoneListener listener) {
    this.listener = listener;
  }

  @Override
  public void on(PhoneEvent event) {
    if (event instanceof PhoneEvent.Statistics && thread.getQueue().size() > MANY) {
      return;
    }
    try {
      thread.execute(() -> listener.on(event));
    } catch (RejectedExecutionException closedOrFull) {
      // Nobody listens any more.
    }
  }

  /** Waits up to a second until everything has been told. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      boolean unused = thread.awaitTermination(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
