// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.compare;

/** Where, and how well, a short signal is found again inside a longer one. */
final class Correlation {
  /**
   * The best place.
   *
   * @param lag index in the longer signal
   * @param value normalised cross-correlation there, -1 to 1
   */
  record Match(int lag, double value) {}

  private Correlation() {}

  /**
   * Finds {@code part} of {@code said} in {@code heard}.
   *
   * @param from first sample of the part
   * @param to behind its last sample
   * @param minLag first place in {@code heard} to consider (may be negative: then 0)
   * @param maxLag last place to consider
   */
  static Match find(double[] said, int from, int to, double[] heard, int minLag, int maxLag) {
    int length = to - from;
    int first = Math.max(0, minLag);
    int last = Math.min(maxLag, heard.length - length);
    if (last < first) {
      return new Match(Math.max(0, first), 0);
    }
    double[] dots = dots(said, from, length, heard, first, last + length);
    double energy = energy(said, from, to);
    double window = energy(heard, first, first + length);
    Match best = new Match(first, -1);
    for (int lag = first; lag <= last; lag++) {
      double scale = Math.sqrt(energy * Math.max(window, 1e-9));
      double value = scale < 1e-6 ? 0 : dots[lag - first] / scale;
      if (value > best.value()) {
        best = new Match(lag, Math.min(1, value));
      }
      if (lag < last) {
        window += square(heard[lag + length]) - square(heard[lag]);
      }
    }
    return best;
  }

  /** Sliding dot products by the convolution theorem. */
  private static double[] dots(double[] a, int from, int length, double[] b, int start, int end) {
    int size = Integer.highestOneBit(end - start + length) * 2;
    double[] ar = new double[size];
    double[] ai = new double[size];
    double[] br = new double[size];
    double[] bi = new double[size];
    System.arraycopy(a, from, ar, 0, length);
    System.arraycopy(b, start, br, 0, end - start);
    Fft.transform(ar, ai, false);
    Fft.transform(br, bi, false);
    for (int i = 0; i < size; i++) {
      double r = br[i] * ar[i] + bi[i] * ai[i];
      bi[i] = bi[i] * ar[i] - br[i] * ai[i];
      br[i] = r;
    }
    Fft.transform(br, bi, true);
    return br;
  }

  static double energy(double[] x, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += square(x[i]);
    }
    return sum;
  }

  private static double square(double x) {
    return x * x;
  }
}
