// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Hands events on in a thread of its own, in their order: a reader that is slow to read what is
 * printed must not hold up the signalling.
 */
final class EventQueue implements PhoneListener, AutoCloseable {
  private final PhoneListener listener;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("telephone-events").factory());

  EventQueue(PhoneListener listener) {
    this.listener = listener;
  }

  @Override
  public void on(PhoneEvent event) {
    try {
      thread.execute(() -> listener.on(event));
    } catch (RejectedExecutionException closed) {
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
