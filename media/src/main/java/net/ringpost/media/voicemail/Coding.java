// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.ringpost.media.codec.AudioCodec;
import net.ringpost.media.codec.SpeechDecoder;
import net.ringpost.media.codec.SpeechEncoder;
import net.ringpost.media.device.Pcm;

/** Encodes and decodes whole prompts. */
final class Coding {
  private Coding() {}

  /** The sound of Opus packets, piece by piece; what is broken is left out. */
  static Stream<short[]> decode(List<Frame> opus) {
    List<short[]> pieces = new ArrayList<>();
    short[] room = new short[SpeechDecoder.LONGEST];
    try (SpeechDecoder decoder = SpeechDecoder.of(AudioCodec.OPUS)) {
      for (Frame frame : opus) {
        pieces.add(Arrays.copyOf(room, decoder.decode(frame.payload(), room)));
      }
    }
    return pieces.stream();
  }

  /** Encodes sound into packets of 20 ms; the last is filled up with silence. */
  static List<Frame> encode(AudioCodec codec, Stream<short[]> sound) {
    List<Frame> frames = new ArrayList<>();
    short[] pcm = join(sound.toList());
    byte[] room = new byte[SpeechEncoder.LONGEST];
    try (SpeechEncoder encoder = SpeechEncoder.of(codec, 0)) {
      for (int at = 0; at < pcm.length; at += Pcm.FRAME) {
        int length = encoder.encode(Arrays.copyOfRange(pcm, at, at + Pcm.FRAME), room, 0);
        frames.add(new Frame(Arrays.copyOf(room, length), Pcm.FRAME));
      }
    }
    return frames;
  }

  static short[] join(List<short[]> pieces) {
    short[] all = new short[pieces.stream().mapToInt(p -> p.length).sum()];
    int at = 0;
    for (short[] piece : pieces) {
      System.arraycopy(piece, 0, all, at, piece.length);
      at += piece.length;
    }
    return all;
  }
}
