// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.statistics;

/**
 * What arrived of one sender's RTP stream: RFC 3550 §6.4.1 and appendices A.1, A.3, A.8. Not safe
 * for several threads.
 */
final class ReceptionStatistics {
  private final int ssrc;
  private final SequenceNumbers numbers = new SequenceNumbers();
  private long base;
  private long highest = -1;

  /** Of the sequences before the last restart. */
  private long expectedBefore;

  private long received;
  private double jitter;
  private long lastTransit;
  private boolean hasTransit;

  ReceptionStatistics(int ssrc) {
    this.ssrc = ssrc;
  }

  int ssrc() {
    return ssrc;
  }

  /**
   * Counts a packet. One whose number fits nowhere is counted when the next follows it: then the
   * sender has begun its numbers anew, and what was lost before stays counted.
   *
   * @param sequence 0..65535
   * @param timestamp the RTP timestamp
   * @param clockRate ticks per second of that timestamp
   */
  void onPacket(int sequence, long timestamp, int clockRate, long nowNanos) {
    switch (numbers.next(sequence)) {
      case NEWEST -> {
        received++;
        if (highest < 0) {
          begin(sequence);
        }
        highest += (short) (sequence - (int) highest);
      }
      case BEHIND -> received++;
      case DOUBTFUL -> {
        return;
      }
      case RESTARTED -> {
        // With the one before, which was doubtful.
        received += 2;
        expectedBefore = expected();
        begin((sequence - 1) & 0xFFFF);
        highest++;
      }
    }
    updateJitter(timestamp, clockRate, nowNanos);
  }

  private void begin(int sequence) {
    base = sequence;
    highest = sequence;
  }

  private void updateJitter(long timestamp, int clockRate, long nowNanos) {
    long arrival = (long) (nowNanos / 1e9 * clockRate);
    long transit = arrival - timestamp;
    if (hasTransit) {
      int d = (int) (transit - lastTransit);
      double spread = Math.abs((double) d);
      // A jump of over a second is a new timestamp base (a pause, a transfer), not the network.
      if (spread < clockRate) {
        jitter += (spread - jitter) / 16;
      }
    }
    lastTransit = transit;
    hasTransit = true;
  }

  /** Interarrival jitter in ticks of the RTP clock. */
  double jitter() {
    return jitter;
  }

  long received() {
    return received;
  }

  /** Extended highest sequence number, as RTCP reports it. */
  long extendedHighest() {
    return highest;
  }

  /** Packets that should have come, less those that did; may be negative with duplicates. */
  long lost() {
    return expected() - received;
  }

  private long expected() {
    return highest < 0 ? 0 : expectedBefore + highest - base + 1;
  }

  /** A moment in the count. */
  record Mark(long expected, long received) {
    static final Mark START = new Mark(0, 0);
  }

  Mark mark() {
    return new Mark(expected(), received);
  }

  /** The part lost since then, 0 to 1. */
  double lossSince(Mark since) {
    long expectedNow = expected() - since.expected();
    long receivedNow = received - since.received();
    return expectedNow <= 0 ? 0 : Math.max(0, (double) (expectedNow - receivedNow) / expectedNow);
  }
}
