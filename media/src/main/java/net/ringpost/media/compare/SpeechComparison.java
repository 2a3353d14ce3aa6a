// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.compare;

import java.util.ArrayList;
import java.util.List;
import net.ringpost.media.device.Pcm;
import net.ringpost.media.device.Resampler;

/**
 * Compares what was said with what was heard. Both are brought to telephone band (8 kHz); the
 * sentence is looked for in the recording, then each piece of it (a third of a second) near that
 * place, so that a jitter buffer that stretches a pause does not spoil the result.
 *
 * @param correlation how alike they are: normalised cross-correlation of the pieces, weighted by
 *     their energy; 1 is identical, unrelated speech stays below about 0.3
 * @param worst the correlation of the worst piece that has speech in it
 * @param levelDecibels how much louder (negative: quieter) the heard sentence is
 * @param longestGapMillis the longest time during which there was speech but nothing was heard
 * @param delayMillis where the sentence begins in the recording, less where it begins in what was
 *     said
 * @param stretchMillis how far the pieces have moved against each other
 */
public record SpeechComparison(
    double correlation,
    double worst,
    double levelDecibels,
    int longestGapMillis,
    int delayMillis,
    int stretchMillis) {
  private static final int RATE = 8000;
  private static final int PIECE = RATE / 3;
  private static final int NEAR = RATE * 3 / 10;

  private record Piece(int from, double energy, Correlation.Match match) {}

  /**
   * Compares two recordings.
   *
   * @param said the sentence, {@link Pcm#RATE} samples per second, at least half a second
   * @param heard the recording of it at the same rate; may be longer, with other sound around it
   * @throws IllegalArgumentException when there is no sound in {@code said}
   */
  public static SpeechComparison compare(short[] said, short[] heard) {
    double[] a = band(said);
    double[] b = band(heard);
    if (a.length < PIECE || Correlation.energy(a, 0, a.length) == 0) {
      throw new IllegalArgumentException("nothing was said that could be compared");
    }
    if (b.length < a.length) {
      b = java.util.Arrays.copyOf(b, a.length);
    }
    int lag = Correlation.find(a, 0, a.length, b, 0, b.length).lag();
    return summary(a, b, pieces(a, b, lag));
  }

  private static double[] band(short[] pcm) {
    short[] narrow = Resampler.resample(pcm, Pcm.RATE, RATE);
    double[] out = new double[narrow.length];
    double low = 0;
    for (int i = 0; i < out.length; i++) {
      // A one-pole high pass at about 200 Hz: codecs for speech do not keep what is below.
      low += 0.15 * (narrow[i] - low);
      out[i] = narrow[i] - low;
    }
    return out;
  }

  private static List<Piece> pieces(double[] a, double[] b, int lag) {
    List<Piece> pieces = new ArrayList<>();
    for (int from = 0; from + PIECE <= a.length; from += PIECE) {
      Correlation.Match match =
          Correlation.find(a, from, from + PIECE, b, lag + from - NEAR, lag + from + NEAR);
      pieces.add(new Piece(from, Correlation.energy(a, from, from + PIECE), match));
    }
    return pieces;
  }

  private static SpeechComparison summary(double[] a, double[] b, List<Piece> all) {
    double loudest = all.stream().mapToDouble(Piece::energy).max().orElse(0);
    List<Piece> spoken = all.stream().filter(p -> p.energy() > loudest / 100).toList();
    double energy = 0;
    double weighted = 0;
    double heardEnergy = 0;
    double worst = 1;
    int first = Integer.MAX_VALUE;
    int last = Integer.MIN_VALUE;
    for (Piece p : spoken) {
      int shift = p.match().lag() - p.from();
      energy += p.energy();
      weighted += p.energy() * p.match().value();
      heardEnergy += Correlation.energy(b, p.match().lag(), p.match().lag() + PIECE);
      worst = Math.min(worst, p.match().value());
      first = Math.min(first, shift);
      last = Math.max(last, shift);
    }
    int begin = spoken.getFirst().match().lag() - spoken.getFirst().from();
    return new SpeechComparison(
        weighted / energy,
        worst,
        10 * Math.log10(Math.max(heardEnergy, 1e-3) / energy),
        Gaps.longestMillis(a, b, shifts(a.length, spoken), RATE),
        begin * 1000 / RATE,
        (last - first) * 1000 / RATE);
  }

  /**
   * For each piece of the sentence, spoken or not, by how much it moved: that of the last spoken.
   */
  private static int[] shifts(int length, List<Piece> spoken) {
    int[] shifts = new int[length / PIECE + 1];
    int current = spoken.getFirst().match().lag() - spoken.getFirst().from();
    int next = 0;
    for (int i = 0; i < shifts.length; i++) {
      if (next < spoken.size() && spoken.get(next).from() == i * PIECE) {
        current = spoken.get(next).match().lag() - spoken.get(next).from();
        next++;
      }
      shifts[i] = current;
    }
    return shifts;
  }

  /** The number of samples that share one entry of the shifts given to {@link Gaps}. */
  static int pieceLength() {
    return PIECE;
  }
}
