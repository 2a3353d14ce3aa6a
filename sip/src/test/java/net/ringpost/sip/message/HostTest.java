// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "::",
        "::1",
        "1::",
        "1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7::",
        "::2:3:4:5:6:7:8",
        "fe80::1",
        "::ffff:192.0.2.1",
        "::192.0.2.1",
        "1:2:3:4:5:6:192.0.2.1",
        "2001:db8:::192.0.2.1"
      })
  void ipv6_is_accepted(String s) {
    assertThat(Host.isIpv6(s)).isTrue();
    assertThat(Host.isAddress(s)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "1",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1::2::3",
        "12345::",
        ":::",
        "g::1",
        "::1:",
        ":1::",
        "1:2:3:4:5:6:7:192.0.2.1",
        "::192.0.2",
        "::192.0.2.1:5",
        "fe80::1%eth0",
        "2001:db8::::192.0.2.1",
        "1:2:3:4::5:6:7:8",
        "1::2:::192.0.2.1",
        "2001:db8:::1"
      })
  void ipv6_is_refused(String s) {
    assertThat(Host.isIpv6(s)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "255.255.255.255", "10.1.2.3"})
  void ipv4_is_accepted(String s) {
    assertThat(Host.isIpv4(s)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1..2.3", "1.2.3.", "a.b.c.d"})
  void ipv4_is_refused(String s) {
    assertThat(Host.isIpv4(s)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "localhost", "a-b.c1", "3com.com", "x.invalid.", "xn--mnchen-3ya.de"})
  void name_is_accepted(String s) {
    assertThat(Host.isName(s)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "1", "a.1", "-a", "a-", "a..b", "a_b", "a b", "192.0.2.1"})
  void name_is_refused(String s) {
    assertThat(Host.isName(s)).isFalse();
  }
}
