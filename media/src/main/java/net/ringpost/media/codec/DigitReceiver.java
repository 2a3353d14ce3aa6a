// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import net.ringpost.media.statistics.RtpHeader;

/** Hears telephone keys by RFC 4733: one key is all packets with one timestamp. */
final class DigitReceiver {
  private long lastTimestamp = -1;

  /**
   * Takes a telephone-event packet.
   *
   * @return the key when it is its first packet (which may be a later one, when the first was
   *     lost), else 0
   */
  synchronized char onPacket(RtpHeader header, byte[] data, int length) {
    if (length < header.length() + 4 || header.timestamp() == lastTimestamp) {
      return 0;
    }
    lastTimestamp = header.timestamp();
    return Digits.key(data[header.length()] & 0xFF);
  }
}
