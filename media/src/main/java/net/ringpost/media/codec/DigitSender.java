// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import java.util.ArrayDeque;
import java.util.Queue;
import net.ringpost.media.statistics.RtpHeader;
import org.jspecify.annotations.Nullable;

/**
 * Sends telephone keys by RFC 4733: while a key is down, each audio packet is replaced by an event
 * packet with its sequence number. So the digit needs no clock of its own. An event packet tells
 * the time until the end of the audio that it replaces, so the first one has a duration already.
 */
final class DigitSender {
  private static final int VOLUME = 10;

  /** RFC 4733 §2.5.1.4: so often the last packet of an event, and of each segment, is sent. */
  private static final int LAST_PACKETS = 3;

  /** The longest duration that a packet can tell. */
  static final int LONGEST_SEGMENT = 0xFFFF;

  /** Audio packets between two keys, so that the receiver hears two: 60 ms. */
  private static final int PAUSE_PACKETS = 3;

  private record Key(int event, int millis) {}

  /**
   * A key that is down.
   *
   * @param start timestamp of the first audio that it replaces
   * @param segment how many are over
   * @param lasts how often the last packet of this segment was sent
   */
  private record Running(Key key, long start, int segment, int lasts) {}

  private final int payloadType;
  private final int eventRate;
  private final int audioRate;
  private final int keys;
  private final Queue<Key> waiting = new ArrayDeque<>();
  private @Nullable Running running;
  private int pause;

  /**
   * @param payloadType of telephone-event
   * @param eventRate its clock rate
   * @param audioRate the clock rate of the audio that it replaces
   * @param keys which the peer takes: bit n is event n
   */
  DigitSender(int payloadType, int eventRate, int audioRate, int keys) {
    this.payloadType = payloadType;
    this.eventRate = eventRate;
    this.audioRate = audioRate;
    this.keys = keys;
  }

  /**
   * Queues a key; false when the peer does not take it.
   *
   * @throws IllegalArgumentException when there is no such key
   */
  synchronized boolean press(char digit, int millis) {
    int event = Digits.event(digit);
    // RFC 4733 §2.4.1: what its list leaves out, the peer does not understand.
    boolean taken = (keys >> event & 1) != 0;
    if (taken) {
      waiting.add(new Key(event, millis));
    }
    return taken;
  }

  /**
   * The packet to send instead of this audio packet; null to send the audio.
   *
   * @param audioTicks how much audio it replaces, in ticks of the audio's clock, above 0
   */
  synchronized byte @Nullable [] instead(RtpHeader audio, int audioTicks) {
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
      now = new Running(next, audio.timestamp(), 0, 0);
    }
    return step(now, audio, audioTicks);
  }

  private byte[] step(Running now, RtpHeader audio, int audioTicks) {
    long elapsed = ((audio.timestamp() - now.start()) & 0xFFFFFFFFL) + audioTicks;
    long full = (long) now.key().millis() * audioRate / 1000;
    long ticks = Math.min(elapsed, full) * eventRate / audioRate;
    long duration = ticks - (long) now.segment() * LONGEST_SEGMENT;
    // RFC 4733 §2.5.1.3: a duration that has no room is told as the longest, without an end; then
    // another segment begins where this one ends.
    boolean overfull = duration > LONGEST_SEGMENT;
    boolean end = !overfull && elapsed >= full;
    int lasts = now.lasts() + (overfull || end ? 1 : 0);
    if (lasts < LAST_PACKETS) {
      running = new Running(now.key(), now.start(), now.segment(), lasts);
    } else {
      running = end ? null : new Running(now.key(), now.start(), now.segment() + 1, 0);
    }
    pause = PAUSE_PACKETS;
    return packet(now, audio, end, (int) Math.min(duration, LONGEST_SEGMENT));
  }

  private byte[] packet(Running now, RtpHeader audio, boolean end, int duration) {
    long before = (long) now.segment() * LONGEST_SEGMENT;
    long timestamp = (now.start() + before * audioRate / eventRate) & 0xFFFFFFFFL;
    // RFC 4733 §2.2: it tells that an event begins, not another segment.
    boolean marker = audio.timestamp() == now.start();
    byte[] p = new byte[16];
    new RtpHeader(payloadType, marker, audio.sequence(), timestamp, audio.ssrc(), RtpWriter.HEADER)
        .write(p);
    p[12] = (byte) now.key().event();
    p[13] = (byte) (VOLUME | (end ? 0x80 : 0));
    p[14] = (byte) (duration >> 8);
    p[15] = (byte) duration;
    return p;
  }
}
