// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

/**
 * What a recording holds, in milliseconds of its own time.
 *
 * @param durationMillis how long it plays
 * @param soundMillis how much of that is voice or other sound; 0 for a message of nothing but
 *     silence
 * @param longestSilenceMillis the longest time without sound, at the beginning, within or at the
 *     end
 * @param lastSilenceMillis for how long there has been no sound, at the end; while recording this
 *     counts the time in which no packet comes, too
 * @param lostMillis how much was put in as silence because nothing came: pauses of the sender (DTX)
 *     and losses
 * @param levelDecibels how loud the sound in it is (silence left out), in dB below full scale, -96
 *     to 0; NaN when not known
 * @param bytes appended to the sink
 * @param pictures whether pictures could come: the file is WebM, and must be finished before it is
 *     played, see {@link RecoveredMessage}
 */
public record RecordingSummary(
    long durationMillis,
    long soundMillis,
    long longestSilenceMillis,
    long lastSilenceMillis,
    long lostMillis,
    double levelDecibels,
    long bytes,
    boolean pictures) {
  /** Where nothing was recorded. */
  public static final RecordingSummary NOTHING =
      new RecordingSummary(0, 0, 0, 0, 0, Double.NaN, 0, false);
}
