// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import java.util.Arrays;
import net.ringpost.media.codec.AudioCodec;
import net.ringpost.media.codec.SpeechDecoder;
import net.ringpost.media.codec.SpeechEncoder;
import net.ringpost.media.device.Pcm;

/** G.711 is decoded and encoded as Opus, once. */
final class CodedTrack implements Track {
  /** Plenty for what G.711 lets pass, bits per second. */
  private static final int BITRATE = 32_000;

  private final VoiceActivity hearing;
  private final Out out;
  private final SpeechDecoder decoder;
  private final SpeechEncoder encoder = SpeechEncoder.of(AudioCodec.OPUS, BITRATE);
  private final short[] decoded = new short[SpeechDecoder.LONGEST];
  private final short[] frame = new short[Pcm.FRAME];
  private final byte[] room = new byte[SpeechEncoder.LONGEST];
  private int filled;

  CodedTrack(AudioCodec codec, VoiceActivity hearing, Out out) {
    this.hearing = hearing;
    this.out = out;
    decoder = SpeechDecoder.of(codec);
  }

  @Override
  public int samples(byte[] payload) {
    int samples = payload.length * (Pcm.RATE / AudioCodec.PCMU.clockRate());
    return samples > SpeechDecoder.LONGEST ? 0 : samples;
  }

  @Override
  public void sound(byte[] payload) {
    int count = decoder.decode(payload, decoded);
    int at = 0;
    while (at < count) {
      int part = Math.min(count - at, frame.length - filled);
      System.arraycopy(decoded, at, frame, filled, part);
      at += part;
      filled += part;
      encodeIfFull();
    }
  }

  @Override
  public long silence(long samples) {
    long left = samples;
    if (filled > 0) {
      left -= zeros(left);
    }
    long whole = left / Pcm.FRAME * Pcm.FRAME;
    left -= OpusTrack.silence(whole, hearing, out);
    zeros(left);
    return samples;
  }

  private int zeros(long wanted) {
    int count = (int) Math.min(wanted, frame.length - filled);
    Arrays.fill(frame, filled, filled + count, (short) 0);
    filled += count;
    encodeIfFull();
    return count;
  }

  private void encodeIfFull() {
    if (filled == frame.length) {
      filled = 0;
      hearing.heard(frame);
      int length = encoder.encode(frame, room, 0);
      out.add(Arrays.copyOf(room, length), Pcm.FRAME);
    }
  }

  @Override
  public void close() {
    if (filled > 0) {
      zeros(frame.length - filled);
    }
    decoder.close();
    encoder.close();
  }
}
