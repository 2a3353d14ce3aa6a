// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for something that nobody announces. */
final class Eventually {
  private static final long STEP = Duration.ofMillis(50).toNanos();

  private Eventually() {}

  /**
   * Looks every 50 ms.
   *
   * @param state what is told if it does not happen
   * @throws AssertionError if it has not happened within {@code limit}
   */
  static void happens(BooleanSupplier condition, Duration limit, Supplier<String> state) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError("not within " + limit.toSeconds() + " s: " + state.get());
      }
      LockSupport.parkNanos(STEP);
    }
  }
}
