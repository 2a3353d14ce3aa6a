// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.device;

/** An endless sine tone, for tests of the line. */
public final class ToneSource implements AudioSource {
  private final double step;
  private final double amplitude;
  private double phase;

  /**
   * @param hertz frequency, above 0 and below 24,000
   * @param amplitude peak, 0 (silent) to 1 (full scale)
   */
  public ToneSource(double hertz, double amplitude) {
    if (hertz <= 0 || hertz >= Pcm.RATE / 2.0 || amplitude < 0 || amplitude > 1) {
      throw new IllegalArgumentException("tone of " + hertz + " Hz at " + amplitude);
    }
    this.step = 2 * Math.PI * hertz / Pcm.RATE;
    this.amplitude = amplitude * Short.MAX_VALUE;
  }

  @Override
  public void read(short[] frame) {
    for (int i = 0; i < frame.length; i++) {
      frame[i] = (short) Math.round(amplitude * Math.sin(phase));
      phase = (phase + step) % (2 * Math.PI);
    }
  }
}
