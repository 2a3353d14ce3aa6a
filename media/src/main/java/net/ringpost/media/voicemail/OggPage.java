// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Writes Ogg pages of whole packets: RFC 3533 §6. */
final class OggPage {
  static final int HEADER = 27;
  static final int CONTINUED = 1;
  static final int FIRST = 2;
  static final int LAST = 4;

  /** Segments in a page, at most. */
  static final int SEGMENTS = 255;

  /** "OggS" as a little-endian number. */
  static final int CAPTURE = 0x5367674F;

  private static final int CHECKSUM_AT = 22;
  private static final int[] TABLE = table();

  private OggPage() {}

  /** How many segments a packet of that length takes. */
  static int segments(int length) {
    return length / 255 + 1;
  }

  /**
   * Writes a page.
   *
   * @param packets those that begin and end in it; at most {@link #SEGMENTS} segments together
   */
  static byte[] write(int flags, long granule, int serial, int sequence, List<byte[]> packets) {
    int segments = packets.stream().mapToInt(p -> segments(p.length)).sum();
    int body = packets.stream().mapToInt(p -> p.length).sum();
    ByteBuffer out = ByteBuffer.allocate(HEADER + segments + body).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(CAPTURE).put((byte) 0).put((byte) flags).putLong(granule);
    out.putInt(serial).putInt(sequence).putInt(0).put((byte) segments);
    for (byte[] packet : packets) {
      for (int left = packet.length; left >= 255; left -= 255) {
        out.put((byte) 255);
      }
      out.put((byte) (packet.length % 255));
    }
    packets.forEach(out::put);
    out.putInt(CHECKSUM_AT, checksum(out.array(), 0, out.capacity()));
    return out.array();
  }

  /** The checksum of a page, whatever stands in its checksum field. */
  static int checksum(byte[] page, int offset, int length) {
    int sum = 0;
    for (int i = 0; i < length; i++) {
      boolean field = i >= CHECKSUM_AT && i < CHECKSUM_AT + 4;
      sum = sum << 8 ^ TABLE[(sum >>> 24 ^ (field ? 0 : page[offset + i])) & 0xFF];
    }
    return sum;
  }

  private static int[] table() {
    int[] table = new int[256];
    for (int i = 0; i < table.length; i++) {
      int sum = i << 24;
      for (int bit = 0; bit < 8; bit++) {
        sum = sum << 1 ^ (sum < 0 ? 0x04C11DB7 : 0);
      }
      table[i] = sum;
    }
    return table;
  }
}
