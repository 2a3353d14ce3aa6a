// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.compare;

/** A radix-2 fast Fourier transform, in place; enough for correlating a few seconds of speech. */
final class Fft {
  private Fft() {}

  /**
   * Transforms {@code re + i·im}; their length must be the same power of two.
   *
   * @param inverse whether to go back (scaled by 1/n)
   */
  static void transform(double[] re, double[] im, boolean inverse) {
    int n = re.length;
    reverseBits(re, im);
    for (int size = 2; size <= n; size <<= 1) {
      double angle = (inverse ? 2 : -2) * Math.PI / size;
      for (int start = 0; start < n; start += size) {
        butterflies(re, im, start, size / 2, angle);
      }
    }
    if (inverse) {
      for (int i = 0; i < n; i++) {
        re[i] /= n;
        im[i] /= n;
      }
    }
  }

  private static void butterflies(double[] re, double[] im, int start, int half, double angle) {
    for (int k = 0; k < half; k++) {
      double c = Math.cos(angle * k);
      double s = Math.sin(angle * k);
      int a = start + k;
      int b = a + half;
      double tr = re[b] * c - im[b] * s;
      double ti = re[b] * s + im[b] * c;
      re[b] = re[a] - tr;
      im[b] = im[a] - ti;
      re[a] += tr;
      im[a] += ti;
    }
  }

  private static void reverseBits(double[] re, double[] im) {
    int n = re.length;
    int shift = Integer.numberOfLeadingZeros(n) + 1;
    for (int i = 0; i < n; i++) {
      int j = n == 1 ? 0 : Integer.reverse(i) >>> shift;
      if (j > i) {
        double r = re[i];
        re[i] = re[j];
        re[j] = r;
        double m = im[i];
        im[i] = im[j];
        im[j] = m;
      }
    }
  }
}
