// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import net.ringpost.media.device.Pcm;

/** Adds up what is sound in a recording and what is silence. For one thread. */
final class VoiceActivity {
  /** A frame of samples below this is silence: the noise of a quiet room is, speech is not. */
  private static final double QUIET_DECIBELS = -48;

  private static final double FLOOR = -96;

  private long duration;
  private long sound;
  private long silence;
  private long longest;
  private long missing;
  private double energy;
  private long measured;

  /** Counts a piece of which only is known whether there is sound in it. */
  void heard(int samples, boolean isSound) {
    duration += samples;
    if (isSound) {
      sound += samples;
      silence = 0;
    } else {
      silence += samples;
      longest = Math.max(longest, silence);
    }
  }

  /** Counts a piece by its samples. */
  void heard(short[] pcm) {
    heard(pcm.length, measured(pcm, pcm.length));
  }

  /** Measures a piece, and tells whether there is sound in it; it is not counted. */
  boolean measured(short[] pcm, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += (double) pcm[i] * pcm[i];
    }
    boolean isSound = decibels(sum / count) > QUIET_DECIBELS;
    if (isSound) {
      energy += sum;
      measured += count;
    }
    return isSound;
  }

  /** Counts silence that was put in. */
  void missing(long samples) {
    missing += samples;
    duration += samples;
    silence += samples;
    longest = Math.max(longest, silence);
  }

  private static double decibels(double mean) {
    return mean <= 0 ? FLOOR : Math.max(FLOOR, 10 * Math.log10(mean / (32768.0 * 32768.0)));
  }

  /**
   * All of it.
   *
   * @param waitedMillis for how long nothing has come
   * @param bytes so far
   * @param pictures whether pictures can come
   */
  RecordingSummary recorded(long waitedMillis, long bytes, boolean pictures) {
    long last = millis(silence) + waitedMillis;
    return new RecordingSummary(
        millis(duration),
        millis(sound),
        Math.max(millis(longest), last),
        last,
        millis(missing),
        measured == 0 ? Double.NaN : decibels(energy / measured),
        bytes,
        pictures);
  }

  private static long millis(long samples) {
    return samples * 1000 / Pcm.RATE;
  }
}
