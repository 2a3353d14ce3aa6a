// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RecentTimesTest {
  /** The clock wraps around on the way. */
  private final long start = Duration.ofNanos(Long.MAX_VALUE - 50).toNanos();

  private final RecentTimes times = new RecentTimes(64);

  @Test
  void nothing_is_known_before_something_was_noted() {
    assertThat(times.within(7, 100, start)).isFalse();
    assertThat(times.within(0, 100, start)).isFalse();
  }

  @Test
  void what_was_noted_is_known_as_long_as_asked() {
    times.put(7, start);
    times.put(0, start + 60);
    assertThat(times.within(7, 100, start + 100)).isTrue();
    assertThat(times.within(7, 100, start + 101)).isFalse();
    assertThat(times.within(0, 100, start + 101)).isTrue();
    assertThat(times.within(8, 100, start)).isFalse();
    times.put(7, start + 101);
    assertThat(times.within(7, 100, start + 201)).isTrue();
  }

  @Test
  void of_those_that_share_their_places_the_oldest_is_forgotten() {
    for (long i = 0; i < 5; i++) {
      times.put(i << 32 | 4, start + (i == 3 ? -100 : 100 * i));
    }
    for (long i = 0; i < 5; i++) {
      assertThat(times.within(i << 32 | 4, 1000, start + 400)).isEqualTo(i != 3);
    }
  }

  @Test
  void most_of_what_fits_is_remembered_and_memory_is_bounded() {
    SplittableRandom random = new SplittableRandom(1);
    RecentTimes many = new RecentTimes(1000);
    long[] names = random.longs(100_000).toArray();
    for (int i = 0; i < names.length; i++) {
      many.put(names[i], i);
    }
    int known = 0;
    for (int i = 0; i < names.length; i++) {
      known += many.within(names[i], names.length, names.length) ? 1 : 0;
    }
    assertThat(known).isEqualTo(2048);
    int latest = 0;
    for (int i = names.length - 1000; i < names.length; i++) {
      latest += many.within(names[i], names.length, names.length) ? 1 : 0;
    }
    assertThat(latest).isGreaterThan(930);
  }
}
