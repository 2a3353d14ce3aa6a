// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.compare;

import java.util.List;
import net.ringpost.media.device.Pcm;
import net.ringpost.media.device.TestPattern;

/**
 * How far the pictures of {@link TestPattern} are behind the sound that they were sent with.
 *
 * @param millis positive: the pictures are late
 * @param likeness the part of the pictures that are as the sound says at that distance, 0 to 1;
 *     with less than 0.8 there is nothing to be measured
 */
public record VideoLag(double millis, double likeness) {
  private static final double FARTHEST = 500;
  private static final double STEP = 2;

  /** A picture tells of the 20 ms that were sent last, which are 10 ms old on average. */
  private static final double AGE = Pcm.FRAME_MILLIS / 2.0;

  /**
   * One picture as it was shown.
   *
   * @param millis when, from the beginning
   * @param white whether its upper field was
   */
  public record Seen(double millis, boolean white) {}

  /**
   * Measures it.
   *
   * @param pictures at least some of them while there was sound, and some while there was not
   * @param sound {@link Pcm#RATE} samples per second, from the same beginning
   */
  public static VideoLag measure(List<Seen> pictures, short[] sound) {
    int best = -1;
    double first = 0;
    double last = 0;
    for (double lag = -FARTHEST; lag <= FARTHEST; lag += STEP) {
      int alike = alike(pictures, sound, lag);
      if (alike > best) {
        best = alike;
        first = lag;
      }
      if (alike == best) {
        last = lag;
      }
    }
    return new VideoLag((first + last) / 2, best / (double) pictures.size());
  }

  private static int alike(List<Seen> pictures, short[] sound, double lag) {
    int alike = 0;
    for (Seen picture : pictures) {
      alike += picture.white() == loud(sound, picture.millis() - lag - AGE) ? 1 : 0;
    }
    return alike;
  }

  private static boolean loud(short[] sound, double millis) {
    int from = (int) (millis * Pcm.RATE / 1000);
    double sum = 0;
    for (int i = Math.max(0, from); i < Math.min(sound.length, from + Pcm.FRAME); i++) {
      sum += (double) sound[i] * sound[i];
    }
    double mean = sum / Pcm.FRAME / (32768.0 * 32768.0);
    return mean > Math.pow(10, TestPattern.LOUD_DECIBELS / 10);
  }
}
