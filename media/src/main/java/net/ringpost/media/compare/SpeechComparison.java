// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.ringpost.media.device.Pcm;
import net.ringpost.media.device.Resampler;

/**
 * Compares what was said with what was heard. Both are brought to telephone band (8 kHz); the
 * sentence is looked for in the recording, then each piece of it (a third of a second) near that
 * place, so that a jitter buffer that stretches a pause does not spoil the result; a piece within
 * which it stretched is taken as two.
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
  private static final int STEP = RATE / 12;
  private static final int PIECE = 4 * STEP;
  private static final int NEAR = RATE * 3 / 10;

  /** A piece less alike than this is looked at in two parts. */
  private static final double ALIKE = 0.85;

  /** Both parts must be found again this well, or there is a hole rather than a stretch. */
  private static final double PART_ALIKE = 0.7;

  private record Piece(int from, int to, double energy, Correlation.Match match) {}

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
      b = Arrays.copyOf(b, a.length);
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
      Piece whole = piece(a, from, from + PIECE, b, lag, NEAR);
      if (whole.match().value() >= ALIKE) {
        pieces.add(whole);
      } else {
        pieces.addAll(split(a, whole, b));
      }
    }
    return pieces;
  }

  /** Finds the two parts of a piece within which a jitter buffer stretched or shortened. */
  private static List<Piece> split(double[] a, Piece whole, double[] b) {
    List<Piece> best = List.of(whole);
    double value = whole.energy() * whole.match().value();
    for (int at = whole.from() + STEP; at < whole.to(); at += STEP) {
      int lag = whole.match().lag() - whole.from();
      Piece first = piece(a, whole.from(), at, b, lag, NEAR / 2);
      Piece second = piece(a, at, whole.to(), b, lag, NEAR / 2);
      double both =
          first.energy() * first.match().value() + second.energy() * second.match().value();
      double worse = Math.min(first.match().value(), second.match().value());
      if (both > value && worse >= PART_ALIKE) {
        value = both;
        best = List.of(first, second);
      }
    }
    return best;
  }

  private static Piece piece(double[] a, int from, int to, double[] b, int lag, int near) {
    Correlation.Match match =
        Correlation.find(a, from, to, b, lag + from - near, lag + from + near);
    return new Piece(from, to, Correlation.energy(a, from, to), match);
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
      heardEnergy += Correlation.energy(b, p.match().lag(), p.match().lag() + p.to() - p.from());
      worst = Math.min(worst, p.match().value());
      first = Math.min(first, shift);
      last = Math.max(last, shift);
    }
    int begin = spoken.getFirst().match().lag() - spoken.getFirst().from();
    return new SpeechComparison(
        weighted / energy,
        worst,
        10 * Math.log10(Math.max(heardEnergy, 1e-3) / energy),
        Gaps.longestMillis(a, b, shifts(a.length, all, loudest), RATE),
        begin * 1000 / RATE,
        (last - first) * 1000 / RATE);
  }

  /** For each step of the sentence by how much it moved; in pauses, by how much it had before. */
  private static int[] shifts(int length, List<Piece> all, double loudest) {
    int[] shifts = new int[length / STEP + 1];
    Arrays.fill(shifts, Integer.MIN_VALUE);
    for (Piece p : all) {
      if (p.energy() > loudest / 100 || p.match().value() >= PART_ALIKE) {
        Arrays.fill(shifts, p.from() / STEP, shifts.length, p.match().lag() - p.from());
      }
    }
    // Before the first word, as at it.
    int first = 0;
    while (shifts[first] == Integer.MIN_VALUE) {
      first++;
    }
    Arrays.fill(shifts, 0, first, shifts[first]);
    return shifts;
  }

  /** The number of samples that share one entry of the shifts given to {@link Gaps}. */
  static int step() {
    return STEP;
  }
}
