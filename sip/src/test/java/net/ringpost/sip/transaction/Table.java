// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Checks of one step: what comes next, and what is done. */
final class Table {
  static final long NOW = 1_000_000_000_000L;
  static final Timers UDP = Timers.RFC_3261;
  static final Timers TCP = UDP.over(true);
  static final long T1 = UDP.t1();
  static final long T2 = UDP.t2();
  static final long T4 = UDP.t4();

  private Table() {}

  static <S> void check(String section, Step<S, Action> step, S next, Action... actions) {
    assertThat(step.next()).as("next state, RFC %s", section).isEqualTo(next);
    assertThat(step.actions()).as("actions, RFC %s", section).isEqualTo(List.of(actions));
  }
}
