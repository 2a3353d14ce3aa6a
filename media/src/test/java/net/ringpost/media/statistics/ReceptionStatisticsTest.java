// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class ReceptionStatisticsTest {
  private static final long MILLI = 1_000_000;
  private final ReceptionStatistics reception = new ReceptionStatistics(7);

  private void packet(int number, long atMillis) {
    reception.onPacket(number & 0xFFFF, number * 160L & 0xFFFFFFFFL, 8000, atMillis * MILLI);
  }

  @Test
  void lost_isWhatWasExpectedLessWhatCame() {
    for (int i = 65_500; i < 65_600; i++) {
      if (i % 10 != 0) {
        packet(i, i * 20L);
      }
    }
    // 65,500 itself is not known to be missing: the count begins with the first that came.
    assertThat(reception.lost()).isEqualTo(9);
    assertThat(reception.received()).isEqualTo(90);
    assertThat(reception.extendedHighest()).isEqualTo(65_599);
    assertThat(reception.lossSince(ReceptionStatistics.Mark.START))
        .isCloseTo(9 / 99.0, within(1e-9));
  }

  @Test
  void lossSinceAMoment_forgetsWhatWasBefore() {
    packet(0, 0);
    packet(9, 180);
    ReceptionStatistics.Mark mark = reception.mark();
    packet(10, 200);
    packet(12, 240);
    assertThat(reception.lossSince(mark)).isCloseTo(1 / 3.0, within(1e-9));
  }

  @Test
  void doubles_makeTheLossNegative() {
    packet(0, 0);
    packet(1, 20);
    packet(1, 21);
    assertThat(reception.lost()).isEqualTo(-1);
    assertThat(reception.lossSince(ReceptionStatistics.Mark.START)).isZero();
  }

  @Test
  void overtaken_doesNotLowerTheHighest() {
    packet(5, 0);
    packet(7, 20);
    packet(6, 40);
    assertThat(reception.extendedHighest()).isEqualTo(7);
    assertThat(reception.lost()).isZero();
  }

  /** RFC 3550 A.1: more than 100 behind, two in order. */
  @ParameterizedTest
  @ValueSource(ints = {101, 300, 1000, 2999, 3001, 20_000})
  void numbersBegunAnewFartherBack_areCountedOn(int back) {
    for (int i = 40_000; i < 40_100; i++) {
      packet(i, (i - 40_000) * 20L);
    }
    ReceptionStatistics.Mark mark = reception.mark();
    for (int i = 0; i < 100; i++) {
      if (i != 50) {
        packet(40_099 - back + i, 4000 + i * 20L);
      }
    }
    assertThat(reception.received()).isEqualTo(199);
    assertThat(reception.lost()).isEqualTo(1);
    assertThat(reception.extendedHighest()).isEqualTo(40_198 - back);
    assertThat(reception.lossSince(mark)).isCloseTo(1 / 100.0, within(1e-9));
  }

  @Test
  void singleNumberOutOfPlace_isNotCounted() {
    packet(500, 0);
    packet(501, 20);
    packet(9, 25);
    packet(502, 40);
    packet(9, 45);
    packet(503, 60);
    assertThat(reception.received()).isEqualTo(4);
    assertThat(reception.lost()).isZero();
    assertThat(reception.extendedHighest()).isEqualTo(503);
  }

  @Test
  void evenFlow_hasNoJitter() {
    for (int i = 0; i < 100; i++) {
      packet(i, i * 20L);
    }
    assertThat(reception.jitter()).isCloseTo(0, within(0.01));
  }

  /** RFC 3550 §6.4.1: J += (|D| - J) / 16; here |D| is always 10 ms, 80 ticks. */
  @Test
  void jitter_isThatOfTheFormula() {
    double expected = 0;
    for (int i = 0; i < 40; i++) {
      packet(i, i * 20L + (i % 2) * 10L);
      if (i > 0) {
        expected += (80 - expected) / 16;
      }
    }
    assertThat(reception.jitter()).isCloseTo(expected, within(0.1));
    assertThat(expected).isGreaterThan(70);
  }

  @Test
  void anotherTimeBase_isNoJitter() {
    for (int i = 0; i < 10; i++) {
      packet(i, i * 20L);
    }
    reception.onPacket(10, 3_000_000_000L, 8000, 200 * MILLI);
    assertThat(reception.jitter()).isLessThan(1);
  }
}
