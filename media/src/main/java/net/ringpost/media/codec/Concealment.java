// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.ringpost.media.statistics.RtpHeader;
import org.jspecify.annotations.Nullable;

/**
 * Fills holes in a G.711 stream, whose decoder would close them up: the last packet is repeated for
 * the first one lost, then silence. Opus needs none of it: its decoder knows what to do.
 */
final class Concealment {
  /** Longer holes are pauses of the sender (hold, silence suppression), not losses. */
  private static final int MOST = 10;

  private final byte silence;
  private byte @Nullable [] last;
  private @Nullable RtpHeader lastHeader;

  private Concealment(byte silence) {
    this.silence = silence;
  }

  /** For a codec; null when its decoder conceals by itself. */
  static @Nullable Concealment of(AudioCodec codec) {
    return switch (codec) {
      case OPUS -> null;
      case PCMU -> new Concealment((byte) 0xFF);
      case PCMA -> new Concealment((byte) 0xD5);
    };
  }

  /** The packets to decode before this one, in order. */
  List<byte[]> before(RtpHeader header, byte[] data, int length) {
    RtpHeader previous = lastHeader;
    byte[] sample = last;
    int missing = previous == null ? 0 : (short) (header.sequence() - previous.sequence()) - 1;
    if (previous != null && (missing < 0 || header.ssrc() != previous.ssrc())) {
      // Late or another stream: the newest packet stays what holes are measured from.
      if (header.ssrc() == previous.ssrc()) {
        return List.of();
      }
      missing = 0;
    }
    lastHeader = header;
    last = Arrays.copyOf(data, length);
    if (sample == null || previous == null || missing > MOST) {
      return List.of();
    }
    List<byte[]> filled = new ArrayList<>(missing);
    for (int i = 1; i <= missing; i++) {
      filled.add(substitute(sample, previous, i));
    }
    return filled;
  }

  private byte[] substitute(byte[] sample, RtpHeader previous, int number) {
    byte[] p = sample.clone();
    int sequence = previous.sequence() + number;
    int samples = p.length - previous.length();
    long timestamp = previous.timestamp() + (long) number * samples;
    p[1] = (byte) previous.payloadType();
    p[2] = (byte) (sequence >> 8);
    p[3] = (byte) sequence;
    for (int i = 0; i < 4; i++) {
      p[4 + i] = (byte) (timestamp >> (24 - 8 * i));
    }
    if (number > 1) {
      Arrays.fill(p, previous.length(), p.length, silence);
    }
    return p;
  }
}
