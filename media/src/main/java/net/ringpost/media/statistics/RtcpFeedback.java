// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.statistics;

import java.nio.ByteBuffer;

/**
 * Asking for a keyframe, and being asked: Picture Loss Indication (RFC 4585 §6.3.1) and Full Intra
 * Request (RFC 5104 §4.3.1).
 */
public final class RtcpFeedback {
  private static final int PAYLOAD_SPECIFIC = 206;
  private static final int PLI = 1;
  private static final int FIR = 4;
  private static final int HEADER = 12;

  private RtcpFeedback() {}

  /**
   * A Picture Loss Indication; it goes behind a report in one compound packet.
   *
   * @param ours our SSRC
   * @param theirs of the stream of pictures
   */
  public static byte[] pictureLoss(int ours, int theirs) {
    ByteBuffer out = ByteBuffer.allocate(HEADER);
    return out.put((byte) (0x80 | PLI))
        .put((byte) PAYLOAD_SPECIFIC)
        .putShort((short) 2)
        .putInt(ours)
        .putInt(theirs)
        .array();
  }

  /**
   * A Full Intra Request, likewise.
   *
   * @param number one more than that of the request before; the same when that is repeated
   */
  public static byte[] fullIntra(int ours, int theirs, int number) {
    ByteBuffer out = ByteBuffer.allocate(HEADER + 8);
    return out.put((byte) (0x80 | FIR))
        .put((byte) PAYLOAD_SPECIFIC)
        .putShort((short) 4)
        .putInt(ours)
        .putInt(0)
        .putInt(theirs)
        .put((byte) number)
        .array();
  }

  /** Whether a compound packet asks for a keyframe of that stream. */
  public static boolean wantsKey(byte[] data, int size, int ssrc) {
    int at = 0;
    while (at + HEADER <= size && (data[at] & 0xC0) == 0x80) {
      int end = at + 4 * (RtpHeader.u16(data, at + 2) + 1);
      if (end > size) {
        return false;
      }
      if ((data[at + 1] & 0xFF) == PAYLOAD_SPECIFIC
          && end - at >= HEADER
          && asks(data, at, end, ssrc)) {
        return true;
      }
      at = end;
    }
    return false;
  }

  private static boolean asks(byte[] data, int at, int end, int ssrc) {
    int format = data[at] & 0x1F;
    if (format == PLI) {
      return (int) RtpHeader.u32(data, at + 8) == ssrc;
    }
    for (int p = at + HEADER; format == FIR && p + 8 <= end; p += 8) {
      if ((int) RtpHeader.u32(data, p) == ssrc) {
        return true;
      }
    }
    return false;
  }
}
