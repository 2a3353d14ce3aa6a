// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import net.ringpost.media.statistics.RtpHeader;

/** Hears telephone keys by RFC 4733: one key is all packets with one timestamp. */
public final class DigitReceiver {
  private long lastTimestamp = -1;
  private int lastEvent;
  private int lastDuration;
  private boolean ended;

  /**
   * Takes a telephone-event packet.
   *
   * @return the key when it is its first packet (which may be a later one, when the first was
   *     lost), else 0
   */
  public synchronized char onPacket(RtpHeader header, byte[] data, int length) {
    if (length < header.length() + 4) {
      return 0;
    }
    int at = header.length();
    int event = data[at] & 0xFF;
    boolean known = header.timestamp() == lastTimestamp || continues(header, event);
    boolean older = lastTimestamp >= 0 && (int) (header.timestamp() - lastTimestamp) < 0;
    if (older) {
      // Overtaken by the next key.
      return 0;
    }
    ended = (known && ended) || (data[at + 1] & 0x80) != 0;
    lastDuration = (data[at + 2] & 0xFF) << 8 | (data[at + 3] & 0xFF);
    lastTimestamp = header.timestamp();
    lastEvent = event;
    return known ? 0 : Digits.key(event);
  }

  /** RFC 4733 §2.5.1.3: the next segment of a key that is held down. */
  private boolean continues(RtpHeader header, int event) {
    boolean nearFull = lastDuration > DigitSender.LONGEST_SEGMENT / 2;
    return lastTimestamp >= 0 && !header.marker() && !ended && event == lastEvent && nearFull;
  }

  /** Forgets the last key: another stream begins, with other timestamps. */
  public synchronized void forget() {
    lastTimestamp = -1;
  }
}
