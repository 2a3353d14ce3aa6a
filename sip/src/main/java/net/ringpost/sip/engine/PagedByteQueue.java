// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A queue of records of bytes in large arrays: added at one end, forgotten at the other, read
 * anywhere. A record never lies across two arrays. A place is an array's number, counted on and on
 * in a circle, and an offset in it.
 */
final class PagedByteQueue {
  private static final int OFFSET_BITS = 18;
  private static final int NUMBER_BITS = 18;

  /** The highest of the numbers, after which they begin again at 0. */
  static final int NUMBERS = (1 << NUMBER_BITS) - 1;

  static final int SIZE = 1 << OFFSET_BITS;

  /** How many bits a place has. All of them set is no place: no record is so short. */
  static final int PLACE_BITS = NUMBER_BITS + OFFSET_BITS;

  private final List<ByteBuffer> pages = new ArrayList<>();

  /** Emptied ones, to be used again: a page lives long, and would be dear to collect. */
  private final List<ByteBuffer> spare = new ArrayList<>();

  /** The number of the first of {@link #pages}, and where its oldest record begins. */
  private int firstNumber;

  private int firstOffset;
  private long last;

  PagedByteQueue() {
    this(0);
  }

  /** For tests: beginning with this number. */
  PagedByteQueue(int firstNumber) {
    this.firstNumber = firstNumber;
  }

  /**
   * A place for a record, to be written at once from the buffer's position on.
   *
   * @param length in bytes; a longer one than {@link #SIZE} has a page for itself
   */
  ByteBuffer append(int length) {
    ByteBuffer page = pages.isEmpty() ? null : pages.getLast();
    if (page == null || page.remaining() < length) {
      page = fresh(length);
      pages.add(page);
    }
    last = place(firstNumber + pages.size() - 1, page.position());
    return page;
  }

  private ByteBuffer fresh(int length) {
    if (length > SIZE) {
      return ByteBuffer.allocate(length);
    }
    return spare.isEmpty() ? ByteBuffer.allocate(SIZE) : spare.removeLast().clear();
  }

  /** The place of the record that was added last. */
  long last() {
    return last;
  }

  /** The place of the oldest record; only if there is one. */
  long first() {
    return place(firstNumber, firstOffset);
  }

  private static long place(int number, int offset) {
    return (long) (number & NUMBERS) << OFFSET_BITS | offset;
  }

  /** The record at a place, and what comes after it. */
  ByteBuffer at(long place) {
    ByteBuffer page = pages.get((int) (place >>> OFFSET_BITS) - firstNumber & NUMBERS);
    return page.duplicate().clear().position((int) place & SIZE - 1);
  }

  /** Forgets the oldest record, which is so long in bytes. */
  void dropFirst(int length) {
    ByteBuffer page = pages.getFirst();
    firstOffset += length;
    // Its position is where its last record ends.
    if (firstOffset == page.position()) {
      pages.removeFirst();
      firstNumber++;
      firstOffset = 0;
      if (page.capacity() == SIZE && spare.size() <= pages.size() / 4) {
        spare.add(page);
      }
    }
  }
}
