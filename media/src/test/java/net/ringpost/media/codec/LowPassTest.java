// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.ringpost.media.device.Pcm;
import net.ringpost.media.device.ToneSource;
import net.ringpost.media.statistics.LevelMeter;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class LowPassTest {
  /** How much louder a tone is after having been at 8 kHz, in dB. */
  private static double gain(double hertz) {
    ToneSource tone = new ToneSource(hertz, 0.5);
    LowPass down = LowPass.down();
    LowPass up = LowPass.up();
    LevelMeter before = new LevelMeter();
    LevelMeter after = new LevelMeter();
    short[] frame = new short[Pcm.FRAME];
    short[] back = new short[Pcm.FRAME];
    for (int i = 0; i < 20; i++) {
      tone.read(frame);
      short[] narrow = down.down(frame);
      up.up(narrow, narrow.length, back);
      if (i > 2) {
        before.add(frame);
        after.add(back);
      }
    }
    return after.take() - before.take();
  }

  @ParameterizedTest
  @ValueSource(doubles = {100, 440, 1000, 2500, 3200})
  void speechBand_passes(double hertz) {
    assertThat(gain(hertz)).isCloseTo(0, within(0.3));
  }

  @ParameterizedTest
  @ValueSource(doubles = {4500, 5000, 7000, 12_000, 20_000})
  void above_isSuppressedAndLeavesNoImage(double hertz) {
    assertThat(gain(hertz)).isLessThan(-45);
  }
}
