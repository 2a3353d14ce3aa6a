// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

/**
 * Changes between 48 kHz and the 8 kHz of G.711 as the sound flows: a windowed sinc of 4 ms that
 * lets pass what is below 3.6 kHz. It delays by 2 ms. For one direction of one stream.
 */
final class LowPass {
  /** Samples at 48 kHz for each at 8 kHz. */
  static final int FACTOR = 6;

  private static final int REACH = 16;
  private static final int LENGTH = 2 * REACH * FACTOR;

  /** Half of what passes is lost at 3.7 kHz, in parts of 48 kHz. */
  private static final double CUTOFF = 3700.0 / 48_000;

  private static final float[] TAPS = taps();

  /** The last samples that went in, oldest first, before those of the call. */
  private float[] before;

  private LowPass(int memory) {
    before = new float[memory];
  }

  /** From 48 kHz to 8 kHz. */
  static LowPass down() {
    return new LowPass(LENGTH);
  }

  /** From 8 kHz to 48 kHz. */
  static LowPass up() {
    return new LowPass(LENGTH / FACTOR);
  }

  private static float[] taps() {
    double[] taps = new double[LENGTH];
    double sum = 0;
    for (int i = 0; i < LENGTH; i++) {
      double x = i - (LENGTH - 1) / 2.0;
      double sinc = Math.sin(2 * Math.PI * CUTOFF * x) / (Math.PI * x);
      double blackman =
          0.42
              - 0.5 * Math.cos(2 * Math.PI * i / (LENGTH - 1))
              + 0.08 * Math.cos(4 * Math.PI * i / (LENGTH - 1));
      taps[i] = sinc * blackman;
      sum += taps[i];
    }
    float[] scaled = new float[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      scaled[i] = (float) (taps[i] / sum);
    }
    return scaled;
  }

  /** Gives a sixth as many samples. */
  short[] down(short[] in) {
    float[] all = append(in, in.length);
    short[] out = new short[in.length / FACTOR];
    for (int i = 0; i < out.length; i++) {
      float sum = 0;
      for (int k = 0, at = (i + 1) * FACTOR; k < LENGTH; k++) {
        sum += TAPS[k] * all[at + k];
      }
      out[i] = clip(sum);
    }
    return out;
  }

  /**
   * Gives six times as many samples.
   *
   * @param count how many of {@code in} to take
   */
  void up(short[] in, int count, short[] out) {
    float[] all = append(in, count);
    for (int i = 0; i < count; i++) {
      for (int phase = 0; phase < FACTOR; phase++) {
        float sum = 0;
        for (int k = FACTOR - 1 - phase, at = i + 1; k < LENGTH; k += FACTOR, at++) {
          sum += TAPS[k] * all[at];
        }
        out[i * FACTOR + phase] = clip(sum * FACTOR);
      }
    }
  }

  private float[] append(short[] in, int count) {
    float[] all = new float[before.length + count];
    System.arraycopy(before, 0, all, 0, before.length);
    for (int i = 0; i < count; i++) {
      all[before.length + i] = in[i];
    }
    System.arraycopy(all, count, before, 0, before.length);
    return all;
  }

  private static short clip(float sample) {
    return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sample)));
  }
}
