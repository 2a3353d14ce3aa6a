// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RepeatedAttemptsTest {
  private static final long MS = 1_000_000L;
  // Near the end of the scale: nanoTime may wrap around.
  private static final long START = Long.MAX_VALUE - 1000 * MS;

  private final RepeatedAttempts repeats =
      new RepeatedAttempts(Duration.ofSeconds(3), Duration.ofMillis(1500), 50);

  private static InetAddress here() {
    try {
      return InetAddress.getByName("192.0.2.1");
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private boolean failed(String attempt, long millis) {
    return repeats.failed(here(), "anna", attempt, START + millis * MS);
  }

  private boolean persistent(String attempt, long millis) {
    return repeats.persistent(here(), "anna", attempt, START + millis * MS);
  }

  @Test
  void further_failures_of_one_attempt_belong_to_the_first() {
    assertThat(failed("c1", 0)).isFalse();
    assertThat(persistent("c1", 1)).as("once is not enough").isFalse();
    assertThat(failed("c1", 3)).isTrue();
    assertThat(persistent("c1", 6)).isTrue();
    assertThat(persistent("c1", 2000)).as("a password may have been corrected").isFalse();
    assertThat(failed("c1", 3100)).as("another attempt").isFalse();
  }

  @Test
  void others_have_nothing_to_do_with_it() {
    assertThat(failed("c1", 0)).isFalse();
    assertThat(failed("c2", 0)).isFalse();
    assertThat(repeats.failed(here(), "bert", "c1", START)).isFalse();
    assertThat(repeats.failed(here(), "ann", "ac1", START)).isFalse();
  }

  @Test
  void what_is_forgotten_counts_anew() {
    for (int i = 0; i < 5000; i++) {
      assertThat(failed("c" + i, i / 100)).isFalse();
    }
    assertThat(failed("c0", 100)).isFalse();
  }
}
