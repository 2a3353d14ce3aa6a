// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class FrameClockTest {
  private static final long MILLI = 1_000_000;

  @Test
  void tick_thatWasLate_doesNotMoveTheNext() {
    assertThat(FrameClock.next(0, 7 * MILLI)).isEqualTo(20 * MILLI);
    assertThat(FrameClock.wake(20 * MILLI, 7 * MILLI)).isEqualTo(20 * MILLI);
  }

  @Test
  void ticksMissed_followAtFourTimesThePace() {
    assertThat(FrameClock.next(0, 100 * MILLI)).isEqualTo(20 * MILLI);
    assertThat(FrameClock.wake(20 * MILLI, 100 * MILLI)).isEqualTo(105 * MILLI);
  }

  @Test
  void afterASleepOfTheMachine_itBeginsAnew() {
    long now = 3_600_000 * MILLI;
    assertThat(FrameClock.next(0, now)).isEqualTo(now + 20 * MILLI);
  }

  @Test
  void clockHeldUp_makesUpForAllTicks() throws Exception {
    List<Long> late = new CopyOnWriteArrayList<>();
    CountDownLatch enough = new CountDownLatch(40);
    long start = System.nanoTime();
    FrameClock.Tick tick =
        nanos -> {
          late.add(nanos);
          if (late.size() == 5) {
            LockSupport.parkNanos(200 * MILLI);
          }
          enough.countDown();
        };
    try (FrameClock clock = new FrameClock("test-clock", tick)) {
      clock.start();
      assertThat(enough.await(20, TimeUnit.SECONDS)).isTrue();
    }
    // 40 ticks are 39 periods, in spite of the 200 ms; it may be late, but never early.
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(39 * FrameClock.PERIOD);
    assertThat(late).allMatch(nanos -> nanos >= 0);
    assertThat(late.stream().skip(5).mapToLong(n -> n).max().orElse(0)).isGreaterThan(100 * MILLI);
  }
}
