// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.packed;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes values one after another into as few bytes as that takes; {@link PackReader} reads them
 * again in the same order. Not for use by several threads.
 */
public final class PackWriter {
  private byte[] bytes = new byte[256];
  private int length;

  /** Begins anew, so that one writer can be used again and again. */
  public PackWriter clear() {
    length = 0;
    return this;
  }

  /** One byte: 0 to 255. */
  public PackWriter octet(int value) {
    room(1);
    bytes[length++] = (byte) value;
    return this;
  }

  /** A number from 0 on: one byte for each seven bits of it. */
  public PackWriter number(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
    return this;
  }

  /** Any number, in eight bytes. */
  public PackWriter fixed(long value) {
    room(Long.BYTES);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[length++] = (byte) (value >>> shift);
    }
    return this;
  }

  /** Some bytes with their number before them. */
  public PackWriter octets(byte[] value) {
    number(value.length);
    room(value.length);
    System.arraycopy(value, 0, bytes, length, value.length);
    length += value.length;
    return this;
  }

  /** A text in UTF-8. */
  public PackWriter text(String value) {
    return octets(value.getBytes(StandardCharsets.UTF_8));
  }

  /** A text or null. */
  public PackWriter textOrNull(@Nullable String value) {
    return value == null ? octet(0) : octet(1).text(value);
  }

  private void room(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
    }
  }

  /** What was written, in an array of just that length. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }
}
