// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.ringpost.media.statistics.RtpHeader;
import net.ringpost.media.statistics.SequenceNumbers;

/**
 * Hears telephone keys by RFC 4733: one key is all packets with one timestamp. What it knows of a
 * stream says nothing of another (RFC 3550 §3), nor of the same one after its numbers or times have
 * begun anew. For several threads.
 */
public final class DigitReceiver {
  /** The event, the end bit with the volume, and the duration: RFC 4733 §2.3. */
  private static final int BLOCK = 4;

  /** Nothing of a key comes so long after its last packet, were it even overtaken. */
  private static final long LATEST = TimeUnit.SECONDS.toNanos(2);

  private static final int REMEMBERED = 16;

  private record Key(long timestamp, int event, int duration, boolean ended) {
    /** RFC 4733 §2.5.1.3: the next segment of a key that is held down begins where one ended. */
    boolean continuedBy(Key later) {
      boolean nearFull = duration > DigitSender.LONGEST_SEGMENT / 2;
      return !ended && event == later.event && later.isAfter(this) && nearFull;
    }

    boolean isAfter(Key other) {
      return (int) (timestamp - other.timestamp) > 0;
    }

    Key with(Key again) {
      return new Key(timestamp, event, Math.max(duration, again.duration), ended || again.ended);
    }
  }

  /** Those heard in this stream, the newest last. */
  private final List<Key> heard = new ArrayList<>();

  private int ssrc;
  private int lastSequence;
  private long lastNanos;

  /**
   * Takes a telephone-event packet.
   *
   * @param length of the packet in {@code data}
   * @param nowNanos when it came
   * @return the keys of which it is the first packet (which may be a later one, when the first was
   *     lost); mostly one or none
   */
  public synchronized String onPacket(RtpHeader header, byte[] data, int length, long nowNanos) {
    boolean late = nowNanos - lastNanos > LATEST;
    if (header.ssrc() != ssrc) {
      heard.clear();
    } else if (late) {
      heard.removeIf(Key::ended);
    }
    boolean overtaken = !late && !heard.isEmpty() && isBehind(header.sequence());
    boolean mayContinue = !late && !header.marker();
    StringBuilder keys = new StringBuilder();
    long timestamp = header.timestamp();
    int end = RtpHeader.payloadEnd(data, length);
    // RFC 4733 §2.5.1.5: several in one packet follow one another without a pause.
    for (int at = header.length(); at + BLOCK <= end; at += BLOCK) {
      int duration = (data[at + 2] & 0xFF) << 8 | (data[at + 3] & 0xFF);
      boolean ended = (data[at + 1] & 0x80) != 0;
      Key key = new Key(timestamp, data[at] & 0xFF, duration, ended);
      if (hear(key, overtaken, mayContinue)) {
        keys.append(Digits.key(key.event()));
      }
      timestamp = (timestamp + duration) & 0xFFFFFFFFL;
    }
    ssrc = header.ssrc();
    lastNanos = nowNanos;
    if (!overtaken) {
      lastSequence = header.sequence();
    }
    return keys.toString();
  }

  private boolean isBehind(int sequence) {
    int step = (short) (sequence - lastSequence);
    return step < 0 && SequenceNumbers.fits(step);
  }

  /** Whether it is a key, and new. */
  private boolean hear(Key key, boolean overtaken, boolean mayContinue) {
    // RFC 4733 §2.3.5: only a state may last for ever (a duration of 0), and a key is none.
    if (key.duration() == 0 || Digits.key(key.event()) == 0) {
      return false;
    }
    for (int i = 0; i < heard.size(); i++) {
      if (heard.get(i).timestamp() == key.timestamp()) {
        heard.set(i, heard.get(i).with(key));
        return false;
      }
    }
    boolean any = !heard.isEmpty();
    if (any && overtaken && heard.getLast().isAfter(key)) {
      // The next key was quicker.
      return false;
    }
    boolean more = any && mayContinue && heard.getLast().continuedBy(key);
    heard.add(key);
    if (heard.size() > REMEMBERED) {
      heard.removeFirst();
    }
    return !more;
  }

  /** Forgets what was heard: another stream begins, with other timestamps. */
  public synchronized void forget() {
    heard.clear();
  }
}
