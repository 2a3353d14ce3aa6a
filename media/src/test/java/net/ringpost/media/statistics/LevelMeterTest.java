// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class LevelMeterTest {
  private final LevelMeter meter = new LevelMeter();

  @Test
  void halfOfFullScale_isSixDecibelsBelow() {
    short[] frame = new short[960];
    Arrays.fill(frame, (short) 16_384);
    meter.add(frame);
    assertThat(meter.take()).isCloseTo(-6.02, within(0.01));
  }

  @Test
  void silenceAndNothing_areTheFloor() {
    meter.add(new short[960]);
    assertThat(meter.take()).isEqualTo(LevelMeter.SILENCE);
    assertThat(meter.take()).isEqualTo(LevelMeter.SILENCE);
  }
}
