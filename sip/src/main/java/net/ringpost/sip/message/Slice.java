// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A part of an array that nobody changes any more. */
public final class Slice {
  /** No bytes. */
  public static final Slice EMPTY = new Slice(new byte[0], 0, 0);

  private final byte[] bytes;
  private final int offset;
  private final int length;

  private Slice(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    this.offset = offset;
    this.length = length;
  }

  /** {@code length} bytes from {@code offset} on; the array is kept and must not change. */
  public static Slice of(byte[] bytes, int offset, int length) {
    return length == 0 ? EMPTY : new Slice(bytes, offset, length);
  }

  /** The whole array, which is kept and must not change. */
  public static Slice of(byte[] bytes) {
    return of(bytes, 0, bytes.length);
  }

  static Slice ofText(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** How many bytes. */
  public int length() {
    return length;
  }

  /** Writes the bytes. */
  public void writeTo(ByteSink sink) {
    sink.put(bytes, offset, length);
  }

  byte[] wholeArray() {
    return length == bytes.length ? bytes : Arrays.copyOfRange(bytes, offset, offset + length);
  }

  /** The bytes as UTF-8 text. */
  @Override
  public String toString() {
    return new String(bytes, offset, length, StandardCharsets.UTF_8);
  }
}
