// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.statistics;

/** Measures how loud a stream of samples is. Safe for one writer and one reader. */
public final class LevelMeter {
  /** What silence measures: the floor of 16-bit samples, in dB below full scale. */
  public static final double SILENCE = -96;

  private double energy;
  private long samples;

  /** Adds samples (signed 16 bit). */
  public synchronized void add(short[] frame) {
    for (short s : frame) {
      energy += (double) s * s;
    }
    samples += frame.length;
  }

  /**
   * The level since the last call.
   *
   * @return root mean square in dB relative to full scale, {@link #SILENCE} to 0; {@link #SILENCE}
   *     when there were no samples
   */
  public synchronized double take() {
    double mean = samples == 0 ? 0 : energy / samples;
    energy = 0;
    samples = 0;
    return mean <= 0 ? SILENCE : Math.max(SILENCE, 10 * Math.log10(mean / (32768.0 * 32768.0)));
  }
}
