// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import java.util.List;
import java.util.random.RandomGenerator;
import net.ringpost.media.codec.AudioCodec;
import net.ringpost.media.codec.AudioEnd;
import net.ringpost.media.codec.AudioFormatChoice;
import net.ringpost.media.codec.RtpWriter;
import net.ringpost.media.device.Pcm;
import net.ringpost.media.statistics.RtpHeader;
import org.jspecify.annotations.Nullable;

/**
 * Sends what is to be played as RTP, one tick each 20 ms. While nothing is played a packet of
 * silence goes out now and then, so that the way stays open and the caller's telephone does not
 * take the line for dead. For several threads.
 *
 * <p>DEVIATION RFC 7587 §6.1, RFC 8866 §6.5: stored Opus is sent as it is, whatever bit rate or
 * length of packets the caller asked for.
 */
final class Player {
  /** As libopus does in pauses (RFC 7587 §3.1.3): each 400 ms. */
  private static final int SILENCE_TICKS = 20;

  private final AudioEnd.Line line;
  private final RandomGenerator random;
  private final byte[] packet = new byte[RtpWriter.HEADER + 1500];
  private volatile @Nullable AudioFormatChoice format;
  private @Nullable RtpWriter writer;
  private Frame silence = Frame.silence(AudioCodec.OPUS);
  private boolean sending;
  private int idle;

  private volatile @Nullable Prompt prompt;
  private List<Frame> frames = List.of();
  private int next;
  private long position;
  private long credit;

  Player(AudioEnd.Line line, RandomGenerator random) {
    this.line = line;
    this.random = random;
  }

  void use(AudioFormatChoice wanted) {
    prepare(prompt, wanted);
    useNow(wanted);
  }

  /** Not under the lock: encoding takes time, and the pacer serves other calls. */
  private static void prepare(@Nullable Prompt wanted, @Nullable AudioFormatChoice codec) {
    if (wanted != null && codec != null) {
      List<Frame> unused = wanted.frames(codec.codec());
    }
  }

  private synchronized void useNow(AudioFormatChoice wanted) {
    if (wanted.equals(format)) {
      return;
    }
    format = wanted;
    writer = new RtpWriter(random);
    silence = Frame.silence(wanted.codec());
    Prompt now = prompt;
    if (now != null) {
      long samples = position;
      begin(now);
      seek(samples * 1000 / Pcm.RATE);
    }
  }

  synchronized void setSending(boolean wanted) {
    sending = wanted;
  }

  /** Plays from the beginning, instead of what is playing. */
  void play(Prompt wanted) {
    prepare(wanted, format);
    begin(wanted);
  }

  private synchronized void begin(Prompt wanted) {
    AudioFormatChoice now = format;
    prompt = wanted;
    frames = now == null ? List.of() : wanted.frames(now.codec());
    next = 0;
    position = 0;
    credit = 0;
  }

  /** Plays no more; what was playing, null if nothing. */
  synchronized @Nullable Prompt stop() {
    Prompt stopped = prompt;
    prompt = null;
    frames = List.of();
    return stopped;
  }

  /** Where the prompt is, in milliseconds; 0 when nothing plays. */
  synchronized long position() {
    return prompt == null ? 0 : position * 1000 / Pcm.RATE;
  }

  /** Goes on from there: the packet that holds that moment, or the end. */
  synchronized void seek(long millis) {
    long wanted = millis * Pcm.RATE / 1000;
    next = 0;
    position = 0;
    while (next < frames.size() && position + frames.get(next).samples() <= wanted) {
      position += frames.get(next++).samples();
    }
    credit = 0;
  }

  /** Lets 20 ms pass; gives the prompt that has ended with it, if one has. */
  synchronized @Nullable Prompt tick() {
    AudioFormatChoice now = format;
    RtpWriter stream = writer;
    if (now == null || stream == null) {
      return null;
    }
    if (!sending || prompt == null) {
      rest(now, stream);
      return null;
    }
    idle = 0;
    credit += Pcm.FRAME;
    while (credit > 0 && next < frames.size()) {
      Frame frame = frames.get(next++);
      send(frame, now, stream);
      credit -= frame.samples();
      position += frame.samples();
    }
    return credit > 0 && next == frames.size() ? stop() : null;
  }

  private void rest(AudioFormatChoice now, RtpWriter stream) {
    if (sending && ++idle % SILENCE_TICKS == 0) {
      send(silence, now, stream);
    } else {
      stream.pause(ticks(Pcm.FRAME, now));
    }
  }

  private void send(Frame frame, AudioFormatChoice now, RtpWriter stream) {
    byte[] payload = frame.payload();
    int ticks = ticks(frame.samples(), now);
    // RFC 8866 §6.5: no more in a packet than the caller wants. G.711 has a byte a tick and can be
    // cut anywhere.
    int most = now.codec().clockRate() / 1000 * now.packetMillis();
    int step = now.codec() == AudioCodec.OPUS ? payload.length : Math.min(payload.length, most);
    for (int at = 0; at < payload.length; at += step) {
      int length = Math.min(step, payload.length - at);
      RtpHeader header = stream.next(now.payloadType());
      header.write(packet);
      System.arraycopy(payload, at, packet, RtpWriter.HEADER, length);
      line.onPacket(header, packet, RtpWriter.HEADER + length);
      stream.advance(now.codec() == AudioCodec.OPUS ? ticks : length);
    }
  }

  private static int ticks(int samples, AudioFormatChoice now) {
    return samples / (Pcm.RATE / now.codec().clockRate());
  }
}
