// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import net.ringpost.media.codec.EncodedFrame;
import net.ringpost.media.statistics.SenderReport;
import org.jspecify.annotations.Nullable;

/** What the caller's sender reports say of how its sound and its pictures belong together. */
final class LipSync {
  private volatile @Nullable SenderReport sound;
  private volatile @Nullable SenderReport pictures;

  void onSound(SenderReport report) {
    sound = report;
  }

  void onPictures(SenderReport report) {
    pictures = report;
  }

  /** The sound's times have begun anew: what was said of them holds no longer. */
  void forgetSound() {
    sound = null;
  }

  /** Likewise of the pictures. */
  void forgetPictures() {
    pictures = null;
  }

  /**
   * Which moment of the caller's sound belongs to a picture.
   *
   * @param ssrc of the sound
   * @param clockRate of the sound
   * @return the sound's timestamp, 0 to 2^32-1; -1 while it is not known
   */
  long soundOf(EncodedFrame picture, int ssrc, int clockRate) {
    SenderReport from = pictures;
    SenderReport to = sound;
    if (from == null || to == null || from.ssrc() != picture.ssrc() || to.ssrc() != ssrc) {
      return -1;
    }
    return from.moment(picture.timestamp(), EncodedFrame.CLOCK_RATE, to, clockRate);
  }
}
