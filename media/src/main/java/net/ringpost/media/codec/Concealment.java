// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import java.util.Arrays;

/**
 * Makes up sound where there is none yet: repeats the last pitch period of what was heard, fading
 * to nothing, and blends into what comes after. The idea is that of G.711 Appendix I, in a simpler
 * form. At 48 kHz.
 */
final class Concealment {
  /** Longest pitch period that is looked for: 66 Hz. */
  private static final int LONGEST = 720;

  /** Shortest: 200 Hz; higher voices repeat two or three periods. */
  private static final int SHORTEST = 240;

  /** How much is compared to find the period: 20 ms. */
  private static final int COMPARED = 960;

  /** Only each sixth sample is compared: 8 kHz are enough to find a pitch. */
  private static final int STRIDE = 6;

  /** Fading begins after 10 ms ... */
  private static final int LOUD = 480;

  /** ... and ends after 100. */
  private static final int FADED = 4800;

  /** How long the made-up sound and the true one are blended: 4 ms. */
  private static final int BLEND = 192;

  private final short[] history = new short[LONGEST + COMPARED];
  private int period;
  private int filled;

  /** Takes good samples; blends their beginning when they follow made-up ones. */
  void heard(short[] samples, int count) {
    if (filled > 0) {
      for (int i = 0; i < Math.min(BLEND, count); i++) {
        int madeUp = next();
        samples[i] = (short) ((samples[i] * i + madeUp * (BLEND - i)) / BLEND);
      }
      filled = 0;
    }
    int kept = Math.min(count, history.length);
    System.arraycopy(history, kept, history, 0, history.length - kept);
    System.arraycopy(samples, count - kept, history, history.length - kept, kept);
  }

  /** Makes samples up. */
  void fill(short[] into, int count) {
    if (filled == 0) {
      period = period();
    }
    if (filled >= FADED) {
      Arrays.fill(into, 0, count, (short) 0);
      return;
    }
    for (int i = 0; i < count; i++) {
      into[i] = (short) next();
    }
  }

  private int next() {
    int sample = history[history.length - period + filled % period];
    int left = Math.max(0, FADED - filled);
    filled++;
    return left >= FADED - LOUD ? sample : sample * left / (FADED - LOUD);
  }

  /** The shift at which the end of what was heard is most like what was before. */
  private int period() {
    int best = LONGEST;
    double highest = 0;
    for (int lag = SHORTEST; lag <= LONGEST; lag++) {
      double product = 0;
      double energy = 1;
      for (int i = history.length - COMPARED; i < history.length; i += STRIDE) {
        product += (double) history[i] * history[i - lag];
        energy += (double) history[i - lag] * history[i - lag];
      }
      double likeness = product <= 0 ? 0 : product * product / energy;
      if (likeness > highest) {
        highest = likeness;
        best = lag;
      }
    }
    return best;
  }
}
