// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import net.ringpost.media.compare.SpeechComparison;

/**
 * The judgement of a talk in which one of the telephones is not ours. Its own pauses on a busy
 * machine are not our fault, so a longer one is let pass than between two softphones.
 */
final class ForeignTalk {
  private static final int LONGEST_GAP_MILLIS = 250;

  private ForeignTalk() {}

  /** Asserts that {@code recording} has all of what was said, in the words and in loudness. */
  static void assertHeard(String who, Path said, Path recording) {
    SpeechComparison heard = Talk.compare(said, recording);
    String what = who + " heard: " + Talk.describe(heard) + " in " + recording;
    assertThat(heard.correlation()).as(what).isGreaterThan(Talk.UNDERSTOOD);
    assertThat(heard.levelDecibels()).as(what).isBetween(-4.0, 4.0);
    assertThat(heard.longestGapMillis()).as(what).isLessThanOrEqualTo(LONGEST_GAP_MILLIS);
  }
}
