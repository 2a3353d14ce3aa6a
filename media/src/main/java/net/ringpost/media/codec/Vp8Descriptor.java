// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import org.jspecify.annotations.Nullable;

/**
 * What stands before the picture's bytes in each RTP packet of VP8: RFC 7741 §4.2.
 *
 * @param startsPartition the S bit
 * @param partition the PID, 0 to 7
 * @param pictureId 0 to 32767, or -1 without one
 * @param length bytes
 */
record Vp8Descriptor(boolean startsPartition, int partition, int pictureId, int length) {
  private static final int EXTENDED = 0x80;
  private static final int HAS_PICTURE_ID = 0x80;
  private static final int HAS_TL0 = 0x40;
  private static final int HAS_TID_OR_KEY = 0x30;
  private static final int LONG_ID = 0x80;

  /** Whether a picture begins here. */
  boolean startsPicture() {
    return startsPartition && partition == 0;
  }

  /** Reads one; null when the payload is too short to hold it and a byte of the picture. */
  static @Nullable Vp8Descriptor read(byte[] payload) {
    if (payload.length < 2) {
      return null;
    }
    int at = 1;
    int id = -1;
    if ((payload[0] & EXTENDED) != 0) {
      int has = payload[at++];
      if ((has & HAS_PICTURE_ID) != 0) {
        id = pictureId(payload, at);
        at += at < payload.length && (payload[at] & LONG_ID) != 0 ? 2 : 1;
      }
      at += (has & HAS_TL0) != 0 ? 1 : 0;
      at += (has & HAS_TID_OR_KEY) != 0 ? 1 : 0;
    }
    return at >= payload.length
        ? null
        : new Vp8Descriptor((payload[0] & 0x10) != 0, payload[0] & 7, id, at);
  }

  private static int pictureId(byte[] payload, int at) {
    if (at + 1 >= payload.length) {
      return -1;
    }
    boolean isLong = (payload[at] & LONG_ID) != 0;
    return isLong ? (payload[at] & 0x7F) << 8 | (payload[at + 1] & 0xFF) : payload[at];
  }
}
