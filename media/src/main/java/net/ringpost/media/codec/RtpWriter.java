// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import java.util.random.RandomGenerator;
import net.ringpost.media.statistics.RtpHeader;

/** Numbers the packets of one RTP stream that we send: RFC 3550 §5.1. For one thread. */
public final class RtpWriter {
  /** Bytes of a header. */
  public static final int HEADER = 12;

  private final int ssrc;
  private int sequence;
  private long timestamp;
  private boolean resumed = true;

  /**
   * @param random for the numbers that the stream begins with
   */
  public RtpWriter(RandomGenerator random) {
    ssrc = random.nextInt();
    // RFC 3711 §3.3.1: a first number in the lower half cannot wrap around before the receiver
    // has seen the stream.
    sequence = random.nextInt(1 << 15);
    timestamp = random.nextInt() & 0xFFFFFFFFL;
  }

  /** The header of the next packet; the marker tells that it is the first after a pause. */
  public RtpHeader next(int payloadType) {
    RtpHeader header = new RtpHeader(payloadType, resumed, sequence, timestamp, ssrc, HEADER);
    sequence = (sequence + 1) & 0xFFFF;
    resumed = false;
    return header;
  }

  /** Lets time pass after a packet. */
  public void advance(int ticks) {
    timestamp = (timestamp + ticks) & 0xFFFFFFFFL;
  }

  /** Lets time pass without a packet. */
  public void pause(int ticks) {
    advance(ticks);
    resumed = true;
  }
}
