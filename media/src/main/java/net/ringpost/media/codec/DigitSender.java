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

  /** The longest duration that a packet can tell. */
  static final int LONGEST_SEGMENT = 0xFFFF;

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
    long ticks = elapsed * eventRate / audioRate;
    // RFC 4733 §2.5.1.3: a duration that has no room begins another segment where this one ends.
    long before = Math.max(0, ticks - 1) / LONGEST_SEGMENT * LONGEST_SEGMENT;
    long timestamp = (now.start() + before * audioRate / eventRate) & 0xFFFFFFFFL;
    byte[] p = new byte[16];
    new RtpHeader(payloadType, marker, audio.sequence(), timestamp, audio.ssrc(), RtpWriter.HEADER)
        .write(p);
    p[12] = (byte) now.key().event();
    p[13] = (byte) (VOLUME | (end ? 0x80 : 0));
    p[14] = (byte) ((ticks - before) >> 8);
    p[15] = (byte) (ticks - before);
    return p;
  }
}
