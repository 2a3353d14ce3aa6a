// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TalkNetworkTest {
  @Test
  void address_isOurs() {
    assertThat(TalkNetwork.address()).isEqualTo("10.77.0.1");
  }
}
