// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.location;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ExpiryCalendarTest {
  @Test
  void every_note_is_shown_after_its_time_and_soon() {
    long start = Long.MAX_VALUE - TimeUnit.HOURS.toNanos(1); // nanoTime wraps on the way
    ExpiryCalendar calendar = new ExpiryCalendar(start);
    Random random = new Random(3);
    Map<Long, Long> due = new HashMap<>();
    long account = 0;
    for (long now = start; now - start < TimeUnit.HOURS.toNanos(4); ) {
      long at = now + TimeUnit.SECONDS.toNanos(random.nextInt(3600) + 1);
      calendar.note(++account, at);
      due.put(account, at);
      now += TimeUnit.SECONDS.toNanos(random.nextInt(20));
      long then = now;
      calendar.turn(
          now,
          a -> {
            long late = then - due.remove(a);
            assertThat(late).isBetween(0L, TimeUnit.SECONDS.toNanos(40));
          });
      long oldest = due.values().stream().mapToLong(d -> then - d).max().orElse(0);
      assertThat(oldest).isLessThan(TimeUnit.SECONDS.toNanos(16));
    }
  }

  @Test
  void whoever_is_noted_again_and_again_takes_no_more_room() {
    ExpiryCalendar calendar = new ExpiryCalendar(0);
    long then = TimeUnit.SECONDS.toNanos(100);
    for (int i = 0; i < 100_000; i++) {
      calendar.note(i % 50, then);
    }
    assertThat(calendar.size()).isLessThan(200);
    Set<Long> shown = new HashSet<>();
    calendar.turn(then + TimeUnit.SECONDS.toNanos(8), shown::add);
    assertThat(shown).hasSize(50);
    assertThat(calendar.size()).isZero();
  }
}
