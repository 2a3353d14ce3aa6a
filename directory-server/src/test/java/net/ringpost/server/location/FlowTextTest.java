// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.location;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.TransportProtocol;
import net.ringpost.sip.registrar.ContactRoute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlowTextTest {
  @Test
  void way_to_a_terminal_survives_as_text() {
    for (String ip : new String[] {"192.0.2.1", "2001:db8::7"}) {
      for (boolean direct : new boolean[] {true, false}) {
        ContactRoute reach = new ContactRoute(Registers.udp(ip, 5062), direct);
        assertThat(FlowText.parse(FlowText.of(reach))).isEqualTo(reach);
      }
    }
  }

  @Test
  @SuppressWarnings("AddressSelection") // only literals
  void connection_does_not() {
    InetSocketAddress a = new InetSocketAddress("192.0.2.1", 5060);
    Flow flow = new Flow(TransportProtocol.TCP, a, a, 3);
    assertThat(FlowText.parse(FlowText.of(new ContactRoute(flow, false)))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "udp",
        "udp a:1 b:2",
        "xyz 1.2.3.4:1 1.2.3.4:1",
        "udp 1.2.3.4 1.2.3.4:1",
        "udp 1.2.3.4:1 1.2.3.4:99999"
      })
  void nonsense_is_nothing(String text) {
    assertThat(FlowText.parse(text)).isNull();
  }
}
