// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.statistics;

/**
 * Follows the sequence numbers of one RTP stream: RFC 3550 appendix A.1. Not safe for several
 * threads.
 */
public final class SequenceNumbers {
  /** What a number says of its packet. */
  public enum Order {
    /** The newest so far; some before it may be missing. */
    NEWEST,
    /** Behind the newest by less than {@link #MAX_MISORDER}: overtaken, or a double. */
    BEHIND,
    /** It fits nowhere. The packet is of no use, unless the next number follows it. */
    DOUBTFUL,
    /** It follows a doubtful one: the sender has begun its numbers anew with that one. */
    RESTARTED
  }

  /** A step forward of so many is a restart. */
  public static final int MAX_DROPOUT = 3000;

  /** A step back of so many is a restart. */
  public static final int MAX_MISORDER = 100;

  private static final int NONE = -1;

  private int newest = NONE;
  private int expected = NONE;

  /**
   * Takes the number of the next packet, in the order in which they come.
   *
   * @param sequence 0..65535
   */
  public Order next(int sequence) {
    if (sequence == expected) {
      newest = sequence;
      expected = NONE;
      return Order.RESTARTED;
    }
    int step = (short) (sequence - newest);
    if (newest == NONE || (step > 0 && fits(step))) {
      newest = sequence;
      expected = NONE;
      return Order.NEWEST;
    }
    if (fits(step)) {
      return Order.BEHIND;
    }
    expected = (sequence + 1) & 0xFFFF;
    return Order.DOUBTFUL;
  }

  /**
   * Whether a number can be of the same sequence as the newest.
   *
   * @param step from the newest to it, -32768..32767
   */
  public static boolean fits(int step) {
    return step > -MAX_MISORDER && step < MAX_DROPOUT;
  }
}
