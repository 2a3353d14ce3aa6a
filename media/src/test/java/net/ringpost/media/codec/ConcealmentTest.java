// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class ConcealmentTest {
  private static final int FRAME = 960;
  private final Concealment concealment = new Concealment();

  /** A voice of 125 Hz with overtones, from that sample on, at 48 kHz. */
  private static short[] voice(int from) {
    short[] out = new short[FRAME];
    for (int i = 0; i < FRAME; i++) {
      double x = 2 * Math.PI * 125 * (from + i) / 48_000;
      out[i] = (short) (6000 * Math.sin(x) + 3000 * Math.sin(2 * x) + 1500 * Math.sin(5 * x));
    }
    return out;
  }

  private static double error(short[] a, short[] b) {
    double wrong = 0;
    double right = 0;
    for (int i = 0; i < FRAME; i++) {
      wrong += Math.pow(a[i] - b[i], 2);
      right += Math.pow(b[i], 2);
    }
    return wrong / right;
  }

  private static int loudest(short[] frame) {
    int loudest = 0;
    for (short s : frame) {
      loudest = Math.max(loudest, Math.abs(s));
    }
    return loudest;
  }

  @Test
  void oneLostPacket_isContinuedInPitch() {
    concealment.heard(voice(0), FRAME);
    concealment.heard(voice(FRAME), FRAME);
    short[] madeUp = new short[FRAME];
    concealment.fill(madeUp, FRAME);
    assertThat(error(madeUp, voice(2 * FRAME))).isLessThan(0.05);
  }

  @Test
  void longLoss_fadesToSilence() {
    concealment.heard(voice(0), FRAME);
    concealment.heard(voice(FRAME), FRAME);
    int before = Integer.MAX_VALUE;
    short[] madeUp = new short[FRAME];
    for (int i = 0; i < 5; i++) {
      concealment.fill(madeUp, FRAME);
      assertThat(loudest(madeUp)).isPositive().isLessThanOrEqualTo(before);
      before = loudest(madeUp);
    }
    concealment.fill(madeUp, FRAME);
    assertThat(loudest(madeUp)).isZero();
  }

  @Test
  void whatComesAfter_isBlendedIn() {
    concealment.heard(voice(0), FRAME);
    concealment.heard(voice(FRAME), FRAME);
    short[] madeUp = new short[FRAME];
    concealment.fill(madeUp, FRAME);
    short[] after = voice(2 * FRAME + 96);
    concealment.heard(after, FRAME);
    // No step from one sample to the next is greater than those of the voice itself.
    int natural = 0;
    short[] voice = voice(0);
    for (int i = 1; i < FRAME; i++) {
      natural = Math.max(natural, Math.abs(voice[i] - voice[i - 1]));
    }
    assertThat(Math.abs(after[0] - madeUp[FRAME - 1])).isLessThanOrEqualTo(natural * 3 / 2);
    assertThat(after[FRAME - 1]).isEqualTo(voice(2 * FRAME + 96)[FRAME - 1]);
  }

  @Test
  void beforeAnything_isSilence() {
    short[] madeUp = new short[FRAME];
    concealment.fill(madeUp, FRAME);
    assertThat(loudest(madeUp)).isZero();
  }
}
