// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.packed;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads what a {@link PackWriter} wrote, in the order in which it was written. */
public final class PackReader {
  private final byte[] bytes;
  private int next;

  /** From the first byte on; the array is not changed. */
  public PackReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Whether there is something left. */
  public boolean more() {
    return next < bytes.length;
  }

  /** One byte: 0 to 255. */
  public int octet() {
    return bytes[next++] & 0xff;
  }

  /** A number of as many bytes as it took. */
  public long number() {
    long value = 0;
    int shift = 0;
    int b = octet();
    while (b >= 0x80) {
      value |= (b & 0x7fL) << shift;
      shift += 7;
      b = octet();
    }
    return value | (long) b << shift;
  }

  /** A number of eight bytes. */
  public long fixed() {
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = value << 8 | octet();
    }
    return value;
  }

  /** Some bytes. */
  public byte[] octets() {
    int length = (int) number();
    next += length;
    return Arrays.copyOfRange(bytes, next - length, next);
  }

  /** A text. */
  public String text() {
    int length = (int) number();
    next += length;
    return new String(bytes, next - length, length, StandardCharsets.UTF_8);
  }

  /** A text or null. */
  public @Nullable String textOrNull() {
    return octet() == 0 ? null : text();
  }

  /** Passes over a text, and tells whether it was this one. */
  public boolean isText(byte[] utf8) {
    int length = (int) number();
    next += length;
    return Arrays.equals(bytes, next - length, next, utf8, 0, utf8.length);
  }
}
