// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

/** Opus packets are kept as they came. */
final class OpusTrack implements Track {
  private static final int[] SILENCES = {960, 480, 240, 120};

  private final VoiceActivity hearing;
  private final Out out;
  private final OpusVoice voice;

  OpusTrack(VoiceActivity hearing, Out out) {
    this.hearing = hearing;
    this.out = out;
    voice = new OpusVoice(hearing);
  }

  @Override
  public int samples(byte[] payload) {
    return OpusPackets.samples(payload);
  }

  @Override
  public void sound(byte[] payload) {
    voice.heard(payload);
    out.add(payload, samples(payload));
  }

  @Override
  public long silence(long samples) {
    return silence(samples, hearing, out);
  }

  /** Packets of silence, in pieces of 20 ms down to 2.5. */
  static long silence(long samples, VoiceActivity hearing, Out out) {
    long left = samples;
    for (int piece : SILENCES) {
      for (; left >= piece; left -= piece) {
        out.add(OpusPackets.silence(piece), piece);
      }
    }
    hearing.missing(samples - left);
    return samples - left;
  }

  @Override
  public void close() {
    voice.close();
  }
}
