// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.ringpost.media.codec.AudioCodec;
import net.ringpost.media.codec.EncodedFrame;
import net.ringpost.media.statistics.SenderReport;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class TimelineTest {
  private static final long MILLI = 1_000_000;
  private static final byte[] SPEECH = new byte[60];

  static {
    // Hybrid, 20 ms, with voice.
    SPEECH[0] = 0x78;
    SPEECH[1] = (byte) 0x80;
  }

  private final VoiceActivity hearing = new VoiceActivity();
  private final List<Integer> lengths = new ArrayList<>();
  private final Timeline timeline = new Timeline(hearing, (p, samples) -> lengths.add(samples));

  private void packet(int ssrc, long timestamp, long millis) {
    timeline.add(
        new QueuedPacket(
            AudioCodec.OPUS, ssrc, 0, timestamp & 0xFFFFFFFFL, SPEECH, millis * MILLI));
  }

  private long millis() {
    return lengths.stream().mapToLong(x -> x).sum() / 48;
  }

  private RecordingSummary recorded() {
    return hearing.recorded(0, 0, false);
  }

  @Test
  void lossAndPauses_becomeSilence() {
    packet(1, 0xFFFFFF00L, 0);
    packet(1, 0xFFFFFF00L + 3 * 960, 60);
    assertThat(millis()).isEqualTo(80);
    packet(1, 0xFFFFFF00L + 200 * 960, 4000);
    assertThat(millis()).isEqualTo(4020);
    assertThat(recorded().lostMillis()).isEqualTo(3960);
    assertThat(recorded().soundMillis()).isEqualTo(60);
    assertThat(recorded().longestSilenceMillis()).isEqualTo(3920);
    assertThat(recorded().lastSilenceMillis()).isZero();
  }

  @Test
  void lyingTimestamp_makesNothingLongerThanTheClock() {
    packet(1, 0, 0);
    packet(1, 0x7000_0000L, 20);
    packet(1, 0x7000_0000L + 960, 40);
    assertThat(millis()).isBetween(60L, 100L);
    packet(1, 5, 1040);
    packet(1, 965, 1060);
    assertThat(millis()).isBetween(1060L, 1100L);
  }

  @Test
  void flood_isDropped() {
    for (int i = 0; i < 5000; i++) {
      packet(1, i, i / 10);
    }
    assertThat(millis()).isBetween(500L, 2600L);
  }

  @Test
  void anotherStream_goesOnWhereTheClockIs() {
    packet(1, 0, 0);
    packet(1, 960, 20);
    packet(2, 77_777, 50);
    assertThat(millis()).isEqualTo(60);
    packet(2, 77_777 + 960, 70);
    packet(3, 5, 2000);
    assertThat(millis()).isEqualTo(2020);
  }

  /** Whatever the new base of the times is, the pause is as long as it was. */
  @ParameterizedTest
  @ValueSource(longs = {-960, -9600, -20_000, -48_000, -960_000, 0x7000_0000L})
  void timesThatBeginAnew_goOnWhereTheClockIs(long base) {
    for (int i = 0; i < 50; i++) {
      packet(1, 5_000_000 + i * 960, i * 20L);
    }
    for (int i = 0; i < 50; i++) {
      packet(1, 5_000_000 + 49 * 960L + base + i * 960L, 3000 + i * 20L);
    }
    assertThat(millis()).isEqualTo(4000);
    assertThat(recorded().lostMillis()).isEqualTo(2000);
  }

  /** What the sender said of its times before they began anew is not used for the pictures. */
  @Test
  void pictureAfterTimesThatBeganAnew_isPlacedByTheClock() {
    LipSync sync = new LipSync();
    for (int i = 0; i < 50; i++) {
      packet(1, 5_000_000 + i * 960, i * 20L);
    }
    sync.onSound(new SenderReport(1, 0, 5_000_000));
    sync.onPictures(new SenderReport(2, 0, 90_000));
    assertThat(timeline.place(picture(90_000 + 9000), sync)).isEqualTo(4800);
    for (int i = 0; i < 50; i++) {
      packet(1, 4_950_000 + i * 960, 1000 + i * 20L);
    }
    assertThat(timeline.place(picture(90_000 + 135_000), sync)).isEqualTo(48 * 1500);
    sync.onSound(new SenderReport(1, 0, 4_950_000 - 48_000));
    assertThat(timeline.place(picture(90_000 + 135_000), sync)).isEqualTo(48 * 1500);
  }

  private static EncodedFrame picture(long timestamp) {
    return new EncodedFrame(new byte[1], false, 2, timestamp, (timestamp - 90_000) / 90 * MILLI);
  }

  @Test
  void end_coversALossButNotAVanishing() {
    packet(1, 0, 0);
    timeline.end(500 * MILLI);
    assertThat(millis()).isEqualTo(500);
    packet(1, 48_000, 1000);
    timeline.end(30_000 * MILLI);
    assertThat(millis()).isEqualTo(1020);
  }

  @Test
  void jitter_doesNotMoveAnything() {
    packet(1, 0, 100);
    packet(1, 960, 100);
    packet(1, 1920, 250);
    packet(1, 2880, 251);
    assertThat(millis()).isEqualTo(80);
    assertThat(recorded().lostMillis()).isZero();
  }
}
