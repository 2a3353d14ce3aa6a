// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.device;

/** Changes the sample rate of a whole recording by band-limited (windowed sinc) interpolation. */
public final class Resampler {
  private static final int HALF_WIDTH = 16;

  private Resampler() {}

  /**
   * Gives the same sound at another rate.
   *
   * @param in samples at {@code fromRate}
   * @param fromRate samples per second of {@code in}, above 0
   * @param toRate samples per second wanted, above 0
   * @return a new array (or {@code in} itself when the rates are equal)
   */
  public static short[] resample(short[] in, int fromRate, int toRate) {
    if (fromRate == toRate) {
      return in;
    }
    // Below the lower of both Nyquist frequencies, or the sound would alias.
    double cutoff = Math.min(1.0, (double) toRate / fromRate);
    int reach = (int) Math.ceil(HALF_WIDTH / cutoff);
    short[] out = new short[(int) ((long) in.length * toRate / fromRate)];
    for (int i = 0; i < out.length; i++) {
      out[i] = clip(at(in, (double) i * fromRate / toRate, cutoff, reach));
    }
    return out;
  }

  private static double at(short[] in, double position, double cutoff, int reach) {
    int middle = (int) position;
    double sum = 0;
    for (int k = Math.max(0, middle - reach + 1);
        k <= Math.min(in.length - 1, middle + reach);
        k++) {
      sum += in[k] * kernel(position - k, cutoff, reach);
    }
    return sum;
  }

  private static double kernel(double distance, double cutoff, int reach) {
    if (Math.abs(distance) >= reach) {
      return 0;
    }
    double x = Math.PI * distance * cutoff;
    double sinc = x == 0 ? 1 : Math.sin(x) / x;
    double hann = 0.5 + 0.5 * Math.cos(Math.PI * distance / reach);
    return cutoff * sinc * hann;
  }

  private static short clip(double sample) {
    return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sample)));
  }
}
