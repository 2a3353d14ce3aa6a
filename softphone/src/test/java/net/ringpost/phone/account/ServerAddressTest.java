// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.account;

import static net.ringpost.sip.message.TransportProtocol.TLS;
import static net.ringpost.sip.message.TransportProtocol.UDP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
  @Test
  void port_depends_on_the_transport_unless_it_is_written() {
    assertThat(ServerAddress.parse("example.org", UDP))
        .isEqualTo(new ServerAddress("example.org", 5060, UDP));
    assertThat(ServerAddress.parse("example.org", TLS).port()).isEqualTo(5061);
    assertThat(ServerAddress.parse("192.0.2.7:35060", TLS))
        .isEqualTo(new ServerAddress("192.0.2.7", 35060, TLS));
  }

  @Test
  void ipv6_addresses_may_stand_with_and_without_brackets() {
    assertThat(ServerAddress.parse("[2001:db8::1]:5080", UDP))
        .isEqualTo(new ServerAddress("2001:db8::1", 5080, UDP));
    assertThat(ServerAddress.parse("[2001:db8::1]", UDP).port()).isEqualTo(5060);
    assertThat(ServerAddress.parse("2001:db8::1", UDP).host()).isEqualTo("2001:db8::1");
    assertThat(ServerAddress.parse("[2001:db8::1]:5080", UDP).inUri())
        .isEqualTo("[2001:db8::1]:5080");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ":5060", "a:0", "a:65536", "a:x", "[::1", "[::1]5060", "h:b:99", "a b", "[]"})
  void what_is_no_address_is_refused_with_a_sentence(String text) {
    assertThatThrownBy(() -> ServerAddress.parse(text, UDP))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no server address");
  }
}
