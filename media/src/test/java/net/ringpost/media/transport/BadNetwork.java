// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.NullMarked;

/**
 * Loses one datagram in ten, and delays the others by up to 30 ms, so that they overtake each
 * other.
 */
@NullMarked
final class BadNetwork {
  private final Random random;

  /**
   * A network.
   *
   * @param seed decides what becomes of each datagram
   */
  BadNetwork(int seed) {
    random = new Random(seed);
  }

  /** Delivers a datagram, or not; from any thread. */
  synchronized void carry(byte[] datagram, Consumer<byte[]> arrive) {
    if (random.nextInt(10) > 0) {
      CompletableFuture.delayedExecutor(random.nextInt(30), TimeUnit.MILLISECONDS)
          .execute(() -> arrive.accept(datagram));
    }
  }
}
