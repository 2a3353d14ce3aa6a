// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import java.util.concurrent.TimeUnit;
import net.ringpost.media.codec.AudioCodec;
import net.ringpost.media.codec.EncodedFrame;
import net.ringpost.media.device.Pcm;
import org.jspecify.annotations.Nullable;

/**
 * Gives each packet its place in the recording: by its timestamp within a stream, and by when it
 * came where another stream begins. What lies between is silence. So a recording is as long as it
 * was spoken, whatever was lost or not sent; and nobody can make it longer than that, neither by
 * lying timestamps nor by more packets than there is time. For one thread.
 */
final class Timeline {
  /** What a timestamp may run ahead of the clock. */
  private static final long AHEAD = Pcm.RATE / 2;

  /** More than this before its time nobody can have spoken. */
  private static final long FLOOD = 2 * Pcm.RATE;

  /** A change of streams takes no time if it took less than this. */
  private static final long SEAMLESS = Pcm.RATE / 1000 * 60;

  /** At the end, a pause longer than this was no pause, but the caller's vanishing. */
  private static final long LONGEST_TAIL = Pcm.RATE;

  /**
   * VideoRecorder and sound that are told to be farther apart than this on the way are not
   * believed.
   */
  private static final long ASTRAY = 2 * Pcm.RATE;

  private static final long UNSET = Long.MIN_VALUE;

  private final VoiceActivity hearing;
  private final Track.Out out;
  private @Nullable Track track;
  private @Nullable QueuedPacket last;
  private long end;
  private long base;
  private long ticks;
  private long firstNanos = UNSET;

  /** Whether what was said of the sound's times is of another time base. */
  private boolean rebased;

  Timeline(VoiceActivity hearing, Track.Out out) {
    this.hearing = hearing;
    this.out = out;
  }

  /** Lets the recording's time begin, if it has not begun. */
  void begin(long nowNanos) {
    if (firstNanos == UNSET) {
      firstNanos = nowNanos;
    }
  }

  /**
   * Where a picture belongs: where the sound lies that the caller says belongs to it; by when it
   * came, while the caller has said nothing or what cannot be.
   *
   * @return in samples
   */
  long place(EncodedFrame picture, LipSync sync) {
    begin(picture.nowNanos());
    long clock = clock(picture.nowNanos());
    QueuedPacket sound = last;
    if (sound == null) {
      return clock;
    }
    if (rebased) {
      rebased = false;
      sync.forgetSound();
    }
    int rate = sound.codec().clockRate();
    long moment = sync.soundOf(picture, sound.ssrc(), rate);
    if (moment < 0) {
      return clock;
    }
    long after = (int) (moment - sound.timestamp());
    long place = base + (ticks + after) * (Pcm.RATE / rate);
    return Math.abs(place - clock) > ASTRAY ? clock : place;
  }

  /** Adds the next packet. */
  void add(QueuedPacket packet) {
    begin(packet.nowNanos());
    if (packet.payload().length == 0) {
      // A key: it takes its time.
      return;
    }
    Track now = track(packet.codec());
    int samples = now.samples(packet.payload());
    if (samples == 0 || end - clock(packet.nowNanos()) > FLOOD) {
      return;
    }
    place(packet, now);
    now.sound(packet.payload());
    end += samples;
    last = packet;
  }

  private Track track(AudioCodec codec) {
    QueuedPacket before = last;
    Track now = track;
    if (now == null || before == null || before.codec() != codec) {
      close();
      now = Track.of(codec, hearing, out);
      track = now;
    }
    return now;
  }

  private void place(QueuedPacket packet, Track now) {
    QueuedPacket before = last;
    long clock = clock(packet.nowNanos());
    if (before == null || before.ssrc() != packet.ssrc() || before.codec() != packet.codec()) {
      begin(clock, now);
      return;
    }
    int step = (int) (packet.timestamp() - before.timestamp());
    ticks += step;
    long place = base + ticks * (Pcm.RATE / packet.codec().clockRate());
    if (step < 0 || place > clock + AHEAD || place < end - AHEAD) {
      // RFC 3550 §5.1: the sender's clock has jumped; ours has not. Packets come here in order, so
      // no time can be before the last.
      begin(clock, now);
      rebased = true;
    } else {
      fill(place - end, now);
    }
  }

  /** Begins a stream at its first packet. */
  private void begin(long clock, Track now) {
    if (clock - end > SEAMLESS) {
      fill(clock - end, now);
    }
    base = end;
    ticks = 0;
  }

  private void fill(long samples, Track now) {
    if (samples >= OpusPackets.SHORTEST) {
      end += now.silence(samples);
    }
  }

  /** Where a packet would begin that came then, were the network even. */
  private long clock(long nowNanos) {
    return TimeUnit.NANOSECONDS.toMicros(nowNanos - firstNanos) * (Pcm.RATE / 1000) / 1000;
  }

  /** Ends the recording: what was not sent or lost at the end is silence, too. */
  void end(long nowNanos) {
    Track now = track;
    if (now != null) {
      long missing = clock(nowNanos) - end;
      if (missing < LONGEST_TAIL) {
        fill(missing, now);
      }
    }
    close();
  }

  /** For how long, by the clock, nothing has come. */
  long waitedMillis(long nowNanos) {
    return firstNanos == UNSET ? 0 : Math.max(0, (clock(nowNanos) - end) * 1000 / Pcm.RATE);
  }

  private void close() {
    Track old = track;
    track = null;
    if (old != null) {
      old.close();
    }
  }
}
