// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.compare;

/** Finds holes: times at which something was said and (almost) nothing was heard. */
final class Gaps {
  private static final int WINDOW_MILLIS = 5;

  /** Said is speech above this part of its mean level (-12 dB). */
  private static final double SPEECH = 0.25;

  /** Heard is a hole below this part of what was said at that moment (-26 dB). */
  private static final double HOLE = 0.05;

  private Gaps() {}

  /**
   * The longest hole.
   *
   * @param shifts per {@link SpeechComparison#step()} samples of {@code said}, by how many samples
   *     it is later in {@code heard}
   * @param rate samples per second of both
   * @return its length in milliseconds, 0 for none
   */
  static int longestMillis(double[] said, double[] heard, int[] shifts, int rate) {
    int window = rate * WINDOW_MILLIS / 1000;
    double mean = rms(said, 0, said.length);
    int longest = 0;
    int run = 0;
    for (int at = 0; at + window <= said.length; at += window) {
      double level = rms(said, at, window);
      double back = rms(heard, at + shifts[at / SpeechComparison.step()], window);
      // A pause in the speech neither begins nor ends a hole: nobody can tell.
      if (level > SPEECH * mean) {
        run = back < HOLE * level ? run + WINDOW_MILLIS : 0;
        longest = Math.max(longest, run);
      }
    }
    return longest;
  }

  private static double rms(double[] x, int from, int length) {
    double sum = 0;
    for (int i = Math.max(0, from); i < Math.min(x.length, from + length); i++) {
      sum += x[i] * x[i];
    }
    return Math.sqrt(sum / length);
  }
}
