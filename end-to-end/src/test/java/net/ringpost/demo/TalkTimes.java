// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import net.ringpost.media.compare.SpeechComparison;
import net.ringpost.media.device.Pcm;

/**
 * When a telephone began to speak and to record in a talk, by this process's clock. It does both 20
 * ms at a time, so each look at how far it has come tells when it began. A look or a frame that is
 * late makes the beginning seem later, and nothing makes it seem earlier: the earliest is taken.
 *
 * @param spoke in milliseconds
 * @param recorded likewise
 */
record TalkTimes(long spoke, long recorded) {
  private static final int HEADER = 44;
  private static final int FRAME_BYTES = 2 * Pcm.FRAME;

  /** Looks at each report of the telephone, which come once a second. */
  static TalkTimes listen(RunningPhone phone, Path recording, int reports) {
    long spoke = Long.MAX_VALUE;
    long recorded = Long.MAX_VALUE;
    for (int i = 0; i < reports; i++) {
      spoke = Math.min(spoke, began(phone.await("statistics").path("sent").asLong()));
      long bytes = recording.toFile().length() - HEADER;
      recorded = Math.min(recorded, began(bytes / FRAME_BYTES));
    }
    return new TalkTimes(spoke, recorded);
  }

  private static long began(long frames) {
    return frames <= 0
        ? Long.MAX_VALUE
        : TimeUnit.NANOSECONDS.toMillis(System.nanoTime()) - frames * Pcm.FRAME_MILLIS;
  }

  /** Milliseconds from when the other said the sentence until it was heard here. */
  long delayFrom(TalkTimes other, SpeechComparison heard) {
    return recorded + heard.delayMillis() - other.spoke;
  }
}
