// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("AddressSelection") // only literals
class AddressBlockTest {
  @ParameterizedTest
  @CsvSource({
    "127.10.0.0/16, 127.10.255.1, true",
    "127.10.0.0/16, 127.11.0.1, false",
    "10.128.0.0/9, 10.200.0.1, true",
    "10.128.0.0/9, 10.127.0.1, false",
    "192.0.2.7, 192.0.2.7, true",
    "192.0.2.7, 192.0.2.8, false",
    "0.0.0.0/0, 1.2.3.4, true",
    "0.0.0.0/0, ::1, false",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
  })
  void address_lies_in_it_or_not(String network, String address, boolean in)
      throws UnknownHostException {
    assertThat(AddressBlock.parse(network).contains(InetAddress.getByName(address))).isEqualTo(in);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gateway", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8", "10.0.0.0/x"})
  void anything_else_is_refused_with_an_example(String text) {
    assertThatThrownBy(() -> AddressBlock.parse(text)).hasMessageContaining("10.1.0.0/16");
  }
}
