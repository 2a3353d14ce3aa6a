// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import net.ringpost.media.codec.AudioCodec;

/** Makes Opus packets of one codec's payloads and of pauses. For one thread. */
interface Track extends AutoCloseable {
  /** Takes what a track makes. */
  @FunctionalInterface
  interface Out {
    /**
     * A packet.
     *
     * @param packet belongs to the receiver
     * @param samples its duration
     */
    void add(byte[] packet, int samples);
  }

  /** How long a payload is, in samples at 48 kHz; 0 when it is broken. */
  int samples(byte[] payload);

  /** Adds a payload that is not broken. */
  void sound(byte[] payload);

  /** Adds silence of so many samples; tells how much it could add, a little less perhaps. */
  long silence(long samples);

  /** Completes what was begun. */
  @Override
  void close();

  /** A new track of that codec. */
  static Track of(AudioCodec codec, VoiceActivity hearing, Out out) {
    return codec == AudioCodec.OPUS
        ? new OpusTrack(hearing, out)
        : new CodedTrack(codec, hearing, out);
  }
}
