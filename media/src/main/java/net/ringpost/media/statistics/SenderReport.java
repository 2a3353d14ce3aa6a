// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.statistics;

/**
 * What a sender says of its clocks: RFC 3550 §6.4.1. Two streams of one sender are brought into
 * step by it.
 *
 * @param ssrc of the stream
 * @param ntp the sender's clock, in 2^-32 seconds since 1900; unsigned
 * @param timestamp of the stream at that moment, 0 to 2^32-1
 */
public record SenderReport(int ssrc, long ntp, long timestamp) {
  /** A day: nobody reports so far from what is sent. */
  private static final double MOST_SECONDS = 86_400;

  /**
   * Which moment of another stream of the same sender is the same as one of this stream.
   *
   * @param moment timestamp in this stream
   * @param clockRate ticks per second of this stream
   * @param other a report about the other stream
   * @param otherClockRate its ticks per second
   * @return the timestamp in the other stream, 0 to 2^32-1; -1 if the reports cannot be of one
   *     clock
   */
  public long moment(long moment, int clockRate, SenderReport other, int otherClockRate) {
    double apart = (double) (ntp - other.ntp) / 4_294_967_296.0;
    double seconds = apart + (double) (int) (moment - timestamp) / clockRate;
    if (Math.abs(seconds) > MOST_SECONDS) {
      return -1;
    }
    return (other.timestamp + Math.round(seconds * otherClockRate)) & 0xFFFFFFFFL;
  }
}
