// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.overload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OverloadControlTest {
  private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

  private final OverloadControl control = new OverloadControl(0);
  private long now = TimeUnit.HOURS.toNanos(1);

  @Test
  void packets_that_always_wait_are_an_overload() {
    for (int i = 0; i < 1100; i++) {
      control.packets(false, now += MILLI);
      control.deadline(MILLI, now);
    }
    assertThat(control.shedding(now)).isTrue();
    assertThat(control.refusing()).isGreaterThan(0);
  }

  /** Java compiles what it runs, and will soon do ten times as much. */
  @Test
  void young_server_is_given_time() {
    OverloadControl young = new OverloadControl(now);
    for (int i = 0; i < 4900; i++) {
      young.packets(false, now += MILLI);
    }
    assertThat(young.shedding(now)).isFalse();
    for (int i = 0; i < 200; i++) {
      young.packets(false, now += MILLI);
    }
    assertThat(young.shedding(now)).isTrue();
  }

  /** Over connections: each turn takes long, and the socket for packets is empty all the time. */
  @Test
  void deadlines_that_are_always_late_are_an_overload() {
    for (int i = 0; i < 24; i++) {
      now += 50 * MILLI;
      control.packets(true, now);
      control.deadline(60 * MILLI, now);
    }
    assertThat(control.shedding(now)).isTrue();
  }

  @Test
  void deadlines_that_are_late_now_and_then_are_none() {
    for (int i = 0; i < 100; i++) {
      control.deadline(80 * MILLI, now += 100 * MILLI);
      control.deadline(MILLI, now += 100 * MILLI);
    }
    assertThat(control.watching()).isFalse();
  }

  @Test
  void it_is_over_for_those_who_ask_later() {
    packets_that_always_wait_are_an_overload();
    assertThat(control.shedding(now + 2000 * MILLI)).isFalse();
    assertThat(control.admitted()).isEqualTo(1);
  }
}
