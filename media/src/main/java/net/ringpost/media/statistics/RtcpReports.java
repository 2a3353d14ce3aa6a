// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.statistics;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a compound RTCP packet says, as far as we use it: RFC 3550 §6.4.
 *
 * @param senders what each sender in it says of its clocks
 * @param blocks all report blocks
 * @param bye whether the sender said BYE
 */
record RtcpReports(List<SenderReport> senders, List<Block> blocks, boolean bye) {
  private static final int SR = 200;
  private static final int RR = 201;
  private static final int BYE = 203;

  /**
   * One report block.
   *
   * @param ssrc about whose stream
   * @param fractionLost in 256ths
   * @param lastSr middle 32 bits of the NTP time of the last sender report received, 0 if none
   * @param delaySinceLastSr in 1/65536 seconds
   */
  record Block(int ssrc, int fractionLost, long lastSr, long delaySinceLastSr) {}

  /**
   * Reads a compound packet; null when it is not one. What cannot be read at its end is ignored.
   */
  static @Nullable RtcpReports read(byte[] data, int size) {
    List<SenderReport> senders = new ArrayList<>();
    boolean bye = false;
    boolean any = false;
    List<Block> blocks = new ArrayList<>();
    int at = 0;
    while (at + 8 <= size && (data[at] & 0xC0) == 0x80) {
      int type = data[at + 1] & 0xFF;
      int length = 4 * (RtpHeader.u16(data, at + 2) + 1);
      if (at + length > size) {
        break;
      }
      if (type == SR && length >= 28) {
        senders.add(sender(data, at));
      }
      if (type == SR || type == RR) {
        any = true;
        readBlocks(data, at, length, type == SR ? 28 : 8, blocks);
      }
      bye |= type == BYE;
      at += length;
    }
    return any || bye ? new RtcpReports(senders, blocks, bye) : null;
  }

  private static SenderReport sender(byte[] data, int at) {
    long ntp = RtpHeader.u32(data, at + 8) << 32 | RtpHeader.u32(data, at + 12);
    return new SenderReport((int) RtpHeader.u32(data, at + 4), ntp, RtpHeader.u32(data, at + 16));
  }

  private static void readBlocks(byte[] data, int at, int length, int first, List<Block> blocks) {
    int count = data[at] & 0x1F;
    for (int i = 0, p = at + first; i < count && p + 24 <= at + length; i++, p += 24) {
      blocks.add(
          new Block(
              (int) RtpHeader.u32(data, p),
              data[p + 4] & 0xFF,
              RtpHeader.u32(data, p + 16),
              RtpHeader.u32(data, p + 20)));
    }
  }
}
