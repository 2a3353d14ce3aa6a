// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import java.util.random.RandomGenerator;
import net.ringpost.media.statistics.RtpHeader;

/** Makes RTP packets of VP8 pictures: RFC 7741 §4. For one thread. */
final class Vp8Sender {
  /** So that with all headers nothing is larger than what tunnels let pass. */
  private static final int MOST = 1100;

  /** Extended, with a picture number of 15 bits: RFC 7741 §4.2. */
  private static final int DESCRIPTOR = 4;

  private static final int EXTENDED = 0x80;
  private static final int START = 0x10;
  private static final int LONG_ID = 0x80;

  private final RtpWriter writer;
  private final VideoEnd.Line line;
  private final byte[] packet = new byte[RtpWriter.HEADER + DESCRIPTOR + MOST];
  private int pictureId;

  Vp8Sender(RandomGenerator random, VideoEnd.Line line) {
    this.line = line;
    writer = new RtpWriter(random);
    pictureId = random.nextInt(1 << 15);
  }

  /** Sends a picture that was taken then. */
  void send(byte[] coded, int payloadType, long takenNanos) {
    for (int at = 0; at < coded.length; at += MOST) {
      int length = Math.min(MOST, coded.length - at);
      RtpHeader header = writer.next(payloadType).withMarker(at + length == coded.length);
      header.write(packet);
      packet[RtpWriter.HEADER] = (byte) (EXTENDED | (at == 0 ? START : 0));
      packet[RtpWriter.HEADER + 1] = (byte) 0x80;
      packet[RtpWriter.HEADER + 2] = (byte) (LONG_ID | pictureId >> 8);
      packet[RtpWriter.HEADER + 3] = (byte) pictureId;
      System.arraycopy(coded, at, packet, RtpWriter.HEADER + DESCRIPTOR, length);
      line.onPacket(header, packet, RtpWriter.HEADER + DESCRIPTOR + length, takenNanos);
    }
    pictureId = (pictureId + 1) & 0x7FFF;
  }

  /** Lets time pass between pictures, in ticks. */
  void advance(long ticks) {
    writer.advance((int) ticks);
  }
}
