// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FailureLimiterTest {
  private static final long SECOND = 1_000_000_000L;
  // Near the end of the scale: nanoTime may wrap around.
  private static final long START = Long.MAX_VALUE - 20 * SECOND;

  private final FailureLimiter limiter = new FailureLimiter(10, Duration.ofMinutes(1), 50);

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private void fail(int times, String source, String account) {
    for (int i = 0; i < times; i++) {
      limiter.failed(address(source), account, START);
    }
  }

  private long refused(String source, String account, long after) {
    return limiter.refusedFor(address(source), account, START + after);
  }

  private long slowed(String source, long after) {
    return limiter.slowedFor(address(source), "victim", START + after);
  }

  @Test
  void tenth_failure_within_a_minute_closes_and_time_opens_again() {
    fail(9, "127.0.0.1", "a");
    assertEquals(0, refused("127.0.0.1", "a", 0));
    fail(1, "127.0.0.1", "a");
    assertThat(refused("127.0.0.1", "a", 0)).isBetween(5 * SECOND, 6 * SECOND + 1);
    assertThat(refused("127.0.0.1", "a", 5 * SECOND)).isPositive();
    assertEquals(0, refused("127.0.0.1", "a", 7 * SECOND));
    assertEquals(0, refused("127.0.0.1", "a", 70 * SECOND));
  }

  @Test
  void further_failures_do_not_prolong_it_without_bound() {
    fail(1000, "127.0.0.1", "a");
    assertEquals(0, refused("127.0.0.1", "a", 7 * SECOND));
  }

  @Test
  void many_accounts_from_one_address_and_one_account_from_many_are_noticed() {
    for (int i = 0; i < 10; i++) {
      fail(1, "127.0.0.1", "account" + i);
      fail(1, "127.0.1." + i, "victim");
    }
    assertThat(refused("127.0.0.1", "another", 0)).isPositive();
    assertThat(refused("127.0.1.3", "victim", 0)).as("has guessed").isPositive();
    assertEquals(0, refused("127.0.9.9", "another", 0));
    assertEquals(0, limiter.slowedFor(address("127.0.9.9"), "another", START));
  }

  @Test
  void address_that_never_guessed_is_slowed_and_not_locked_out() {
    for (int i = 0; i < 200; i++) {
      fail(1, "127.0.1." + i, "victim");
    }
    assertEquals(0, refused("127.0.9.9", "victim", 0));
    assertThat(limiter.slowedFor(address("127.0.9.9"), "victim", START)).isEqualTo(2 * SECOND);
    fail(1, "127.0.9.9", "victim");
    assertThat(refused("127.0.9.9", "victim", 0)).as("one guess each").isPositive();
    assertEquals(0, slowed("127.0.9.8", 61 * SECOND));
  }

  @Test
  void address_counts_as_guessing_for_a_quarter_of_an_hour() {
    fail(1, "127.0.9.9", "victim");
    long later = 14 * 60 * SECOND;
    for (int i = 0; i < 10; i++) {
      limiter.failed(address("127.0.1." + i), "victim", START + later);
    }
    assertThat(refused("127.0.9.9", "victim", later)).isPositive();
    assertEquals(0, refused("127.0.9.9", "victim", later + 61 * SECOND));
    later = 16 * 60 * SECOND;
    for (int i = 0; i < 10; i++) {
      limiter.failed(address("127.0.1." + i), "victim", START + later);
    }
    assertEquals(0, refused("127.0.9.9", "victim", later));
  }

  @Test
  void owner_who_signed_in_from_there_is_not_even_slowed() {
    limiter.succeeded(address("127.0.0.1"), "victim", START);
    for (int i = 0; i < 20; i++) {
      fail(1, "127.0.1." + i, "victim");
    }
    assertEquals(0, limiter.slowedFor(address("127.0.0.1"), "victim", START));
  }

  @Test
  void owner_at_a_known_address_is_not_locked_out_by_strangers() {
    limiter.succeeded(address("127.0.0.1"), "victim", START);
    for (int i = 0; i < 10; i++) {
      fail(1, "127.0.1." + i, "victim");
      fail(1, "127.0.0.1", "neighbour");
    }
    assertEquals(0, refused("127.0.0.1", "victim", 0));
    fail(10, "127.0.0.1", "victim");
    assertThat(refused("127.0.0.1", "victim", 0)).isPositive();
  }

  @Test
  void address_stays_known_for_an_hour_after_it_was_used_last() {
    for (long minutes = 0; minutes <= 20; minutes += 2) {
      limiter.succeeded(address("127.0.0.1"), "victim", START + minutes * 60 * SECOND);
    }
    long later = (20 + 60) * 60 * SECOND - SECOND;
    for (int i = 0; i < 10; i++) {
      limiter.failed(address("127.0.1." + i), "victim", START + later);
    }
    assertEquals(0, slowed("127.0.0.1", later));
    assertThat(slowed("127.0.0.2", later)).isPositive();
    assertThat(slowed("127.0.0.1", later + 17 * 60 * SECOND)).isZero();
    later += 17 * 60 * SECOND;
    for (int i = 0; i < 10; i++) {
      limiter.failed(address("127.0.1." + i), "victim", START + later);
    }
    assertThat(slowed("127.0.0.1", later)).as("forgotten").isPositive();
  }

  @Test
  void ipv6_network_counts_as_one_address() {
    for (int i = 0; i < 10; i++) {
      fail(1, "2001:db8:1:2::" + i, "account" + i);
    }
    assertThat(refused("2001:db8:1:2:ffff::", "another", 0)).isPositive();
    assertEquals(0, refused("2001:db8:1:3::1", "another", 0));
  }

  @Test
  void guesser_is_not_forgotten_while_guessing() {
    for (int i = 0; i < 500; i++) {
      fail(1, "127.0.0.1", "account" + i);
    }
    assertThat(refused("127.0.0.1", "another", 0)).isPositive();
  }

  @Test
  void memory_is_bounded() {
    LeakyBuckets.Bounded<Integer> map = new LeakyBuckets.Bounded<>(3);
    for (int i = 0; i < 10; i++) {
      map.put("k" + i, i);
    }
    assertThat(map).containsOnlyKeys("k7", "k8", "k9");
  }
}
