// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import java.util.ArrayDeque;
import java.util.Queue;
import net.ringpost.media.statistics.RtpHeader;
import org.jspecify.annotations.Nullable;

/**
 * Sends telephone keys by RFC 4733: while a key is down, each audio packet is replaced by an event
 * packet with its sequence number. So the digit needs no clock of its own.
 */
final class DigitSender {
  private static final int VOLUME = 10;
  private static final int END_PACKETS = 3;

  /** Audio packets between two keys, so that the receiver hears two: 60 ms. */
  private static final int PAUSE_PACKETS = 3;

  private record Key(int event, int millis) {}

  private record Running(Key key, long start, int endsSent) {}

  private final int payloadType;
  private final int eventRate;
  private final int audioRate;
  private final Queue<Key> waiting = new ArrayDeque<>();
  private @Nullable Running running;
  private int pause;

  /**
   * @param payloadType of telephone-event
   * @param eventRate its clock rate
   * @param audioRate the clock rate of the audio that it replaces
   */
  DigitSender(int payloadType, int eventRate, int audioRate) {
    this.payloadType = payloadType;
    this.eventRate = eventRate;
    this.audioRate = audioRate;
  }

  /** Queues a key. */
  synchronized void press(char digit, int millis) {
    waiting.add(new Key(Digits.event(digit), millis));
  }

  /** The packet to send instead of this audio packet; null to send the audio. */
  synchronized byte @Nullable [] instead(RtpHeader audio) {
    Running now = running;
    if (now == null) {
      if (pause > 0) {
        pause--;
        return null;
      }
      Key next = waiting.poll();
      if (next == null) {
        return null;
      }
      now = new Running(next, audio.timestamp(), 0);
    }
    return step(now, audio);
  }

  private byte[] step(Running now, RtpHeader audio) {
    long elapsed = (audio.timestamp() - now.start()) & 0xFFFFFFFFL;
    long full = (long) now.key().millis() * audioRate / 1000;
    boolean end = elapsed >= full;
    // RFC 4733 §2.5.1.4: the last packet is sent three times, all alike.
    int ends = now.endsSent() + (end ? 1 : 0);
    running = ends == END_PACKETS ? null : new Running(now.key(), now.start(), ends);
    pause = PAUSE_PACKETS;
    return packet(now, audio, end, Math.min(elapsed, full), elapsed == 0);
  }

  private byte[] packet(Running now, RtpHeader audio, boolean end, long elapsed, boolean marker) {
    long duration = Math.min(0xFFFF, elapsed * eventRate / audioRate);
    byte[] p = new byte[16];
    p[0] = (byte) 0x80;
    p[1] = (byte) (payloadType | (marker ? 0x80 : 0));
    p[2] = (byte) (audio.sequence() >> 8);
    p[3] = (byte) audio.sequence();
    put(p, 4, now.start());
    put(p, 8, audio.ssrc());
    p[12] = (byte) now.key().event();
    p[13] = (byte) (VOLUME | (end ? 0x80 : 0));
    p[14] = (byte) (duration >> 8);
    p[15] = (byte) duration;
    return p;
  }

  private static void put(byte[] p, int at, long value) {
    for (int i = 0; i < 4; i++) {
      p[at + i] = (byte) (value >> (24 - 8 * i));
    }
  }
}
