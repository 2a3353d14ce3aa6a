// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.hash;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Hashes of 64 bits, for tables and for telling things apart; no secrets. A hash begins with a
 * seed, which nobody outside may know if they can choose what is hashed, and each part is mixed
 * into what the parts before made.
 */
public final class Hash64 {
  /** Two to the power of 64, divided by the golden ratio. */
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private static final long NONE = -1;
  private static final int CHARACTERS = Long.SIZE / Character.SIZE;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Hash64() {}

  /**
   * Mixes 64 bits into a hash. The product has 128 bits, of which both halves count: no difference
   * in what is hashed makes the same difference whatever the seed is.
   */
  public static long mix(long hash, long value) {
    long x = hash ^ value;
    return Math.unsignedMultiplyHigh(x, MULTIPLIER) ^ (x * MULTIPLIER);
  }

  /** Mixes a text into a hash; none, null, is another thing than an empty one. */
  public static long mix(long hash, @Nullable String text) {
    if (text == null) {
      return mix(hash, NONE);
    }
    int length = text.length();
    long h = mix(hash, length);
    // Each step waits for the one before: a few, of as much as goes into one.
    for (int i = 0; i < length; i += CHARACTERS) {
      long some = text.charAt(i);
      for (int k = i + 1; k < Math.min(length, i + CHARACTERS); k++) {
        some = some << Character.SIZE | text.charAt(k);
      }
      h = mix(h, some);
    }
    return h;
  }

  /**
   * Mixes bytes into a hash.
   *
   * @param from the first, at least 0
   * @param to behind the last, at most the array's length
   */
  public static long mix(long hash, byte[] bytes, int from, int to) {
    long h = mix(hash, to - from);
    int i = from;
    for (; i <= to - Long.BYTES; i += Long.BYTES) {
      h = mix(h, (long) LONGS.get(bytes, i));
    }
    if (i < to) {
      long rest = 0;
      for (; i < to; i++) {
        rest = rest << Byte.SIZE | Byte.toUnsignedLong(bytes[i]);
      }
      h = mix(h, rest);
    }
    return h;
  }
}
