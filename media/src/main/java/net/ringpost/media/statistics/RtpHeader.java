// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.statistics;

import org.jspecify.annotations.Nullable;

/**
 * The fixed header of an RTP packet, RFC 3550 §5.1.
 *
 * @param payloadType 0..127
 * @param marker the M bit
 * @param sequence 0..65535
 * @param timestamp 0..2^32-1
 * @param ssrc as a signed int
 * @param length bytes before the payload, with CSRCs and extension
 */
public record RtpHeader(
    int payloadType, boolean marker, int sequence, long timestamp, int ssrc, int length) {

  /**
   * Reads a header.
   *
   * @param data a buffer with a packet at its start
   * @param size the packet's length in bytes
   * @return the header, or null when this is no RTP packet
   */
  public static @Nullable RtpHeader read(byte[] data, int size) {
    if (size < 12 || (data[0] & 0xC0) != 0x80) {
      return null;
    }
    int length = 12 + 4 * (data[0] & 0x0F);
    if ((data[0] & 0x10) != 0) {
      if (size < length + 4) {
        return null;
      }
      length += 4 + 4 * u16(data, length + 2);
    }
    if (size < length) {
      return null;
    }
    return new RtpHeader(
        data[1] & 0x7F,
        (data[1] & 0x80) != 0,
        u16(data, 2),
        u32(data, 4),
        (int) u32(data, 8),
        length);
  }

  /**
   * Where the payload ends: before the padding, if the packet has any.
   *
   * @param size the packet's length in bytes, at least 12
   * @return at most {@code size}; 0 or less when the padding cannot be
   */
  public static int payloadEnd(byte[] data, int size) {
    boolean padded = (data[0] & 0x20) != 0;
    return padded ? size - Math.max(1, data[size - 1] & 0xFF) : size;
  }

  /** The same with or without the M bit. */
  public RtpHeader withMarker(boolean wanted) {
    return new RtpHeader(payloadType, wanted, sequence, timestamp, ssrc, length);
  }

  /** Writes the fixed header, without CSRCs and extension: the first 12 bytes of a packet. */
  public void write(byte[] into) {
    into[0] = (byte) 0x80;
    into[1] = (byte) (payloadType | (marker ? 0x80 : 0));
    into[2] = (byte) (sequence >> 8);
    into[3] = (byte) sequence;
    put32(into, 4, (int) timestamp);
    put32(into, 8, ssrc);
  }

  private static void put32(byte[] into, int at, int value) {
    for (int i = 0; i < 4; i++) {
      into[at + i] = (byte) (value >> (24 - 8 * i));
    }
  }

  static int u16(byte[] b, int at) {
    return (b[at] & 0xFF) << 8 | (b[at + 1] & 0xFF);
  }

  static long u32(byte[] b, int at) {
    return (long) u16(b, at) << 16 | u16(b, at + 2);
  }
}
