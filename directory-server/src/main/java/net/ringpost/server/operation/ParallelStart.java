// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** A part of the server that is started on a thread of its own, beside the others. */
final class ParallelStart<T extends AutoCloseable> implements AutoCloseable {
  private final CompletableFuture<T> part;
  private boolean taken;

  private ParallelStart(CompletableFuture<T> part) {
    this.part = part;
  }

  /**
   * Begins to start it.
   *
   * @param name of the thread
   */
  static <T extends AutoCloseable> ParallelStart<T> start(String name, Supplier<T> start) {
    return new ParallelStart<>(
        CompletableFuture.supplyAsync(
            start, task -> Thread.ofPlatform().daemon().name(name).start(task)));
  }

  /**
   * Waits until it has started; from then on it is the caller's to close.
   *
   * @throws RuntimeException what its start threw
   */
  T take() {
    try {
      T started = part.join();
      taken = true;
      return started;
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException reason ? reason : e;
    }
  }

  /** If nobody has taken it: waits until it has started or failed, and closes it. */
  @Override
  public void close() {
    if (taken) {
      return;
    }
    try {
      part.join().close();
    } catch (Exception alreadyFailing) {
      // Of the parts that failed, the one that somebody waits for tells why.
      return;
    }
  }
}
