// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.device;

import java.math.BigInteger;

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
    // Only so many different places between two samples of the input occur.
    int divisor = BigInteger.valueOf(fromRate).gcd(BigInteger.valueOf(toRate)).intValueExact();
    int phases = toRate / divisor;
    int advance = fromRate / divisor;
    double[][] kernels = new double[phases][];
    short[] out = new short[(int) ((long) in.length * toRate / fromRate)];
    for (int i = 0; i < out.length; i++) {
      long position = (long) i * advance;
      int phase = (int) (position % phases);
      if (kernels[phase] == null) {
        kernels[phase] = kernel((double) phase / phases, cutoff, reach);
      }
      out[i] = clip(at(in, (int) (position / phases), kernels[phase]));
    }
    return out;
  }

  /** The weights of the samples around, from {@code reach - 1} before to {@code reach} after. */
  private static double[] kernel(double fraction, double cutoff, int reach) {
    double[] weights = new double[2 * reach];
    for (int k = 0; k < weights.length; k++) {
      weights[k] = kernelAt(fraction - (k - reach + 1), cutoff, reach);
    }
    return weights;
  }

  private static double at(short[] in, int middle, double[] weights) {
    int first = middle - weights.length / 2 + 1;
    double sum = 0;
    for (int k = Math.max(0, -first); k < weights.length && first + k < in.length; k++) {
      sum += in[first + k] * weights[k];
    }
    return sum;
  }

  private static double kernelAt(double distance, double cutoff, int reach) {
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
