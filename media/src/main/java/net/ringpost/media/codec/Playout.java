// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import java.util.Arrays;
import net.ringpost.media.device.Pcm;
import net.ringpost.media.statistics.RtpHeader;
import net.ringpost.media.statistics.SequenceNumbers;
import org.jspecify.annotations.Nullable;

/**
 * Makes an even flow of frames of one codec's packets: jitter buffer, decoder, and the catching up
 * when the way through them has become longer than it needs to be. Packets and frames may come and
 * go on different threads.
 */
final class Playout implements AutoCloseable {
  /** The shortest wait seen over this many frames (one second) decides what is too long. */
  private static final int WATCH_FRAMES = 50;

  /** More than this is shortened at once: nobody wants to talk over such a delay. */
  private static final int TOO_LONG_MILLIS = 300;

  /** Mean amplitude below which a frame is quiet (about -46 dB). */
  private static final int QUIET = 160;

  /** After so many losses the decoder does not know more than silence: a pause of the sender. */
  private static final int DECODER_LOSSES = 5;

  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Packet(long timestamp, byte[] payload) {}

  private final AudioCodec codec;
  private final JitterBuffer buffer;
  private final int samplesPerTick;
  private final short[] fresh = new short[SpeechDecoder.LONGEST];
  private final short[] decoded = new short[SpeechDecoder.LONGEST + Pcm.FRAME];
  private final short[] second = new short[Pcm.FRAME];
  private final Concealment concealment = new Concealment();
  private SpeechDecoder decoder;
  private int ready;
  private int lostInARow;
  private int watched;
  private int shortest = Integer.MAX_VALUE;
  private int allowance;
  private int ssrc;
  private SequenceNumbers numbers = new SequenceNumbers();
  private long newestTimestamp;
  private @Nullable Packet doubtful;
  private boolean closed;

  Playout(AudioCodec codec) {
    this.codec = codec;
    decoder = SpeechDecoder.of(codec);
    buffer = new JitterBuffer(codec.clockRate());
    samplesPerTick = Pcm.RATE / codec.clockRate();
  }

  /** Takes a packet. */
  synchronized void put(RtpHeader header, byte[] data, int length) {
    int end = RtpHeader.payloadEnd(data, length);
    if (closed || end <= header.length()) {
      return;
    }
    if (header.ssrc() != ssrc) {
      // RFC 3550 §3: another stream, with a time base and a coder of its own.
      ssrc = header.ssrc();
      buffer.forget();
      decoder.close();
      decoder = SpeechDecoder.of(codec);
      numbers = new SequenceNumbers();
      newestTimestamp = header.timestamp();
      doubtful = null;
    }
    byte[] payload = Arrays.copyOfRange(data, header.length(), end);
    put(header.sequence(), new Packet(header.timestamp(), payload));
  }

  private void put(int sequence, Packet packet) {
    Packet before = doubtful;
    switch (numbers.next(sequence)) {
      case NEWEST -> putNewest(packet);
      case BEHIND -> buffer.put(packet.timestamp(), packet.payload());
      case DOUBTFUL -> {
        doubtful = packet;
        return;
      }
      case RESTARTED -> {
        if (before != null) {
          putNewest(before);
        }
        putNewest(packet);
      }
    }
    doubtful = null;
  }

  private void putNewest(Packet packet) {
    if ((int) (packet.timestamp() - newestTimestamp) < 0) {
      // Not late, so its sender has another time base.
      buffer.forget();
    }
    newestTimestamp = packet.timestamp();
    buffer.put(packet.timestamp(), packet.payload());
  }

  /**
   * Gives the next frame.
   *
   * @param frame {@link Pcm#FRAME} samples to overwrite
   * @param lateMillis how much more will be asked for at once, because the clock was held up
   * @return false when there is none: before the first packet, and in long pauses
   */
  synchronized boolean pull(short[] frame, int lateMillis) {
    if (closed || !fill()) {
      return false;
    }
    int wait = buffer.waitingMillis() - lateMillis;
    watch(wait);
    take(frame);
    boolean tooLong = wait > TOO_LONG_MILLIS;
    boolean longer = Math.min(allowance, shortest) >= buffer.targetMillis() + Pcm.FRAME_MILLIS;
    if (wait >= Pcm.FRAME_MILLIS && (tooLong || (longer && isQuiet(frame))) && fill()) {
      // This frame and the next become one.
      take(second);
      blend(frame, second);
      allowance -= Pcm.FRAME_MILLIS;
      shortest -= Pcm.FRAME_MILLIS;
    }
    return true;
  }

  private void watch(int wait) {
    shortest = Math.min(shortest, wait);
    if (++watched >= WATCH_FRAMES) {
      watched = 0;
      allowance = shortest;
      shortest = Integer.MAX_VALUE;
    }
  }

  private boolean fill() {
    while (ready < Pcm.FRAME) {
      if (!step()) {
        return false;
      }
    }
    return true;
  }

  private boolean step() {
    return switch (buffer.next()) {
      case JitterBuffer.Next.Idle() -> false;
      case JitterBuffer.Next.Dry() -> {
        makeUp(Pcm.FRAME);
        yield true;
      }
      case JitterBuffer.Next.Lost(int ticks, byte[] following) -> {
        lost(ticks * samplesPerTick, following);
        yield true;
      }
      case JitterBuffer.Next.Play(byte[] payload) -> {
        play(payload);
        yield true;
      }
    };
  }

  private void play(byte[] payload) {
    int count = decoder.decode(payload, fresh);
    if (count == 0) {
      count = Pcm.FRAME;
      makeUp(count);
    } else {
      lostInARow = 0;
      concealment.heard(fresh, count);
      append(count);
    }
    buffer.played(count / samplesPerTick);
  }

  private void lost(int samples, byte @Nullable [] following) {
    if (lostInARow++ < DECODER_LOSSES && decoder.recover(following, fresh, samples)) {
      concealment.heard(fresh, samples);
      append(samples);
    } else {
      makeUp(samples);
    }
  }

  /** Not by the decoder: it is to go on where it was, when what is late comes. */
  private void makeUp(int samples) {
    concealment.fill(fresh, samples);
    append(samples);
  }

  private void append(int count) {
    System.arraycopy(fresh, 0, decoded, ready, count);
    ready += count;
  }

  private void take(short[] frame) {
    System.arraycopy(decoded, 0, frame, 0, frame.length);
    ready -= frame.length;
    System.arraycopy(decoded, frame.length, decoded, 0, ready);
  }

  private static void blend(short[] from, short[] to) {
    for (int i = 0; i < from.length; i++) {
      from[i] = (short) ((from[i] * (from.length - i) + to[i] * i) / from.length);
    }
  }

  private static boolean isQuiet(short[] frame) {
    long sum = 0;
    for (short s : frame) {
      sum += Math.abs((int) s);
    }
    return sum / frame.length < QUIET;
  }

  /** How much sound waits, in milliseconds. */
  synchronized int waitingMillis() {
    return buffer.waitingMillis();
  }

  @Override
  public synchronized void close() {
    closed = true;
    decoder.close();
  }
}
