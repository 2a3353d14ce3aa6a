// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

/**
 * Takes the bytes of a message that is written; implemented over whatever buffer a transport has.
 */
@FunctionalInterface
public interface ByteSink {
  /** Takes {@code length} bytes from {@code offset} on; the array belongs to the caller. */
  void put(byte[] source, int offset, int length);

  /** Takes the whole array. */
  default void put(byte[] source) {
    put(source, 0, source.length);
  }
}
