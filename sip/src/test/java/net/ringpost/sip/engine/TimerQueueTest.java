// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.ringpost.sip.transaction.Timers;
import org.junit.jupiter.api.Test;

class TimerQueueTest {
  private static Timer alarm() {
    return new Timer(t -> {});
  }

  @Test
  void entries_come_out_in_order_whatever_was_changed() {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 200; round++) {
      TimerQueue deadlines = new TimerQueue();
      List<Timer> all = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        all.add(alarm());
      }
      for (int i = 0; i < 600; i++) {
        long due = random.nextInt(4) == 0 ? Timers.NEVER : random.nextLong(1000);
        deadlines.set(all.get(random.nextInt(all.size())), due);
      }
      List<Long> expected =
          all.stream().map(a -> a.due).filter(d -> d != Timers.NEVER).sorted().toList();
      assertThat(deadlines.size()).isEqualTo(expected.size());
      List<Long> seen = new ArrayList<>();
      while (deadlines.size() > 0) {
        long next = deadlines.next();
        assertThat(deadlines.poll(next - 1)).isNull();
        assertThat(deadlines.poll(next)).isNotNull();
        seen.add(next);
      }
      assertThat(seen).isEqualTo(expected);
    }
  }

  @Test
  void empty_never_rings() {
    TimerQueue deadlines = new TimerQueue();
    assertThat(deadlines.next()).isEqualTo(Timers.NEVER);
    assertThat(deadlines.poll(Long.MAX_VALUE - 1)).isNull();
    Timer a = alarm();
    deadlines.set(a, 5);
    deadlines.set(a, Timers.NEVER);
    deadlines.set(a, Timers.NEVER);
    assertThat(deadlines.size()).isZero();
  }
}
