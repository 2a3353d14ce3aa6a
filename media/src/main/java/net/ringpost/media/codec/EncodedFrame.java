// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

/**
 * One picture of a VP8 stream, as it was coded: RFC 6386 §9.1.
 *
 * @param data not to be changed
 * @param key whether it can be decoded without those before it
 * @param ssrc of the stream that it came in
 * @param timestamp of its RTP packets, 0 to 2^32-1, at {@link #CLOCK_RATE}
 * @param nowNanos when its first packet came
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record EncodedFrame(byte[] data, boolean key, int ssrc, long timestamp, long nowNanos) {
  /** RTP ticks per second, RFC 7741 §4.1. */
  public static final int CLOCK_RATE = 90_000;

  private static final int KEY_HEADER = 10;
  private static final int SIZE = 0x3FFF;

  /** How wide a keyframe is; 0 for others. */
  public int width() {
    return key ? size(6) : 0;
  }

  /** How high a keyframe is; 0 for others. */
  public int height() {
    return key ? size(8) : 0;
  }

  private int size(int at) {
    return ((data[at] & 0xFF) | (data[at + 1] & 0xFF) << 8) & SIZE;
  }

  /** Whether these bytes say that they are a keyframe. */
  static boolean claimsKey(byte[] data) {
    return data.length > 0 && (data[0] & 1) == 0;
  }

  /** Whether these bytes begin as a keyframe must. */
  static boolean isKey(byte[] data) {
    return claimsKey(data)
        && data.length >= KEY_HEADER
        && (data[3] & 0xFF) == 0x9D
        && data[4] == 0x01
        && data[5] == 0x2A;
  }
}
