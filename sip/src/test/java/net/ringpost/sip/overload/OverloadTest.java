// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import net.ringpost.sip.overload.Overload.Behind;
import net.ringpost.sip.overload.Overload.Event;
import net.ringpost.sip.overload.Overload.KeepingUp;
import net.ringpost.sip.overload.Overload.Shedding;
import net.ringpost.sip.overload.Overload.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OverloadTest {
  private State state = Overload.START;
  private long now;

  /** A batch of packets each two milliseconds. */
  private void every2ms(int millis, Event event) {
    for (int t = 0; t < millis; t += 2) {
      now += TimeUnit.MILLISECONDS.toNanos(2);
      state = Overload.on(state, event, Overload.ONSET, now);
    }
  }

  private void overloaded() {
    every2ms(1010, Event.BEHIND);
    assertThat(state).isInstanceOf(Shedding.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MAX_VALUE - 1_000_000, Long.MIN_VALUE})
  void nothing_is_refused_before_it_was_behind_for_a_second(long start) {
    now = start;
    every2ms(1000, Event.BEHIND);
    assertThat(state).isInstanceOf(Behind.class);
    assertThat(state.admitted()).isEqualTo(1);
    every2ms(4, Event.BEHIND);
    assertThat(state).isInstanceOf(Shedding.class);
    assertThat(state.admitted()).isBetween(0.9, 0.99);
  }

  @Test
  void one_moment_without_anything_waiting_is_enough() {
    for (int i = 0; i < 100; i++) {
      every2ms(990, Event.BEHIND);
      every2ms(2, Event.CAUGHT_UP);
      assertThat(state).isInstanceOf(KeepingUp.class);
    }
  }

  /** A machine that slept, or a collector that paused, says nothing meanwhile. */
  @Test
  void silence_is_not_being_behind() {
    every2ms(600, Event.BEHIND);
    now += TimeUnit.HOURS.toNanos(8);
    every2ms(900, Event.BEHIND);
    assertThat(state).isInstanceOf(Behind.class);
  }

  @Test
  void share_falls_while_behind_to_the_least() {
    overloaded();
    double before = state.admitted();
    for (int i = 0; i < 20; i++) {
      every2ms(110, Event.BEHIND);
      assertThat(state.admitted()).isLessThan(before);
      before = state.admitted();
    }
    every2ms(10_000, Event.BEHIND);
    assertThat(state.admitted()).isEqualTo(Overload.LEAST);
  }

  @Test
  void share_rises_while_everything_is_read_and_it_ends_after_a_calm_time() {
    overloaded();
    every2ms(5_000, Event.BEHIND);
    every2ms(3_000, Event.CAUGHT_UP);
    assertThat(state).isInstanceOf(Shedding.class);
    assertThat(state.admitted()).isEqualTo(1);
    every2ms(9_000, Event.CAUGHT_UP);
    assertThat(state).isInstanceOf(Shedding.class);
    every2ms(2_000, Event.CAUGHT_UP);
    assertThat(state).isInstanceOf(KeepingUp.class);
  }

  @Test
  void it_goes_on_at_once_if_it_comes_back_before_it_is_over() {
    overloaded();
    every2ms(2_000, Event.CAUGHT_UP);
    assertThat(state.admitted()).isEqualTo(1);
    every2ms(220, Event.BEHIND);
    assertThat(state.admitted()).isLessThan(1);
  }

  @Test
  void it_is_over_when_nothing_comes_any_more() {
    overloaded();
    assertThat(Overload.at(state, now + TimeUnit.MILLISECONDS.toNanos(100))).isSameAs(state);
    assertThat(Overload.at(state, now + TimeUnit.SECONDS.toNanos(2))).isEqualTo(Overload.START);
  }

  /**
   * A server in small: each millisecond so much new work comes for one millisecond's worth of
   * serving, and a refusal costs an eighth of it.
   */
  @ParameterizedTest
  @CsvSource({"0.9, 0.89", "1.2, 0.93", "2, 0.8", "5, 0.38"})
  void queue_stays_short_and_the_server_busy(double offered, double atLeast) {
    double queue = 0;
    double done = 0;
    double longest = 0;
    for (int t = 0; t < 30_000; t++) {
      now += TimeUnit.MILLISECONDS.toNanos(1);
      double taken = offered * state.admitted();
      double refused = offered - taken;
      queue = Math.min(400, queue + taken); // what a socket holds
      double time = 1 - refused / 8;
      double served = Math.min(queue, Math.max(0, time));
      queue -= served;
      if (t > 10_000) {
        done += served / 20_000;
        longest = Math.max(longest, queue);
      }
      state = Overload.on(state, queue > 0 ? Event.BEHIND : Event.CAUGHT_UP, Overload.ONSET, now);
    }
    assertThat(done).isGreaterThan(atLeast);
    assertThat(longest).as("milliseconds that wait").isLessThan(150);
  }
}
