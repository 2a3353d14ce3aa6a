// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SignUpLimiterTest {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final SignUpLimiter limiter = new SignUpLimiter(10);
  private long now = Long.MAX_VALUE - 5 * MINUTE;

  private static InetAddress at(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private int taken(String address, int tries) {
    int taken = 0;
    for (int i = 0; i < tries; i++) {
      taken += limiter.take(at(address), now).isZero() ? 1 : 0;
    }
    return taken;
  }

  @Test
  void tenAreMadeAtOnce_andOneMoreEachSixMinutes() {
    assertThat(taken("192.0.2.1", 300)).isEqualTo(10);
    assertThat(limiter.take(at("192.0.2.1"), now)).isEqualTo(Duration.ofMinutes(6));
    now += 5 * MINUTE;
    assertThat(limiter.take(at("192.0.2.1"), now)).isEqualTo(Duration.ofMinutes(1));
    now += MINUTE;
    assertThat(taken("192.0.2.1", 300)).isEqualTo(1);
    now += 600 * MINUTE;
    assertThat(taken("192.0.2.1", 300)).isEqualTo(10);
  }

  @Test
  void otherAddresses_areNotConcerned_butThoseOfTheSameIpv6Network() {
    assertThat(taken("192.0.2.1", 11)).isEqualTo(10);
    assertThat(taken("192.0.2.2", 11)).isEqualTo(10);
    assertThat(taken("2001:db8:0:1::1", 7)).isEqualTo(7);
    assertThat(taken("2001:db8:0:1:ffff::2", 7)).isEqualTo(3);
    assertThat(taken("2001:db8:0:2::1", 7)).isEqualTo(7);
  }

  @Test
  void refusedSignUp_countsATenth() {
    for (int i = 0; i < 50; i++) {
      assertThat(limiter.take(at("192.0.2.1"), now)).isZero();
      limiter.refused(at("192.0.2.1"), now);
    }
    assertThat(taken("192.0.2.1", 300)).isEqualTo(5);
    now += 600 * MINUTE;
    int refused = 0;
    while (limiter.take(at("192.0.2.1"), now).isZero()) {
      limiter.refused(at("192.0.2.1"), now);
      refused++;
    }
    assertThat(refused).isBetween(90, 92);
  }

  @Test
  void zero_isNoLimit() {
    SignUpLimiter none = new SignUpLimiter(0);
    for (int i = 0; i < 1000; i++) {
      assertThat(none.take(at("192.0.2.1"), now)).isZero();
    }
  }
}
