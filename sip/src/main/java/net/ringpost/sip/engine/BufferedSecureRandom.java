// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/**
 * Random numbers that nobody can guess, fetched from the system many at a time: one by one, they
 * cost a tenth of a call. For one thread.
 */
public final class BufferedSecureRandom implements RandomGenerator {
  private static final int STOCK = 4096;

  private final SecureRandom source = new SecureRandom();
  private final byte[] bytes = new byte[STOCK];
  private final ByteBuffer stock = ByteBuffer.wrap(bytes).limit(0);

  @Override
  public long nextLong() {
    if (!stock.hasRemaining()) {
      source.nextBytes(bytes);
      stock.clear();
    }
    int at = stock.position();
    long next = stock.getLong();
    // What was given out is not to be found in memory.
    stock.putLong(at, 0);
    return next;
  }
}
