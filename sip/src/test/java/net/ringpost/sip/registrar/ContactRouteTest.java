// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.TransportProtocol;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContactRouteTest {
  @ParameterizedTest
  @CsvSource({
    // contact, seen over, seen at, port, trusted, goes to, direct
    "sip:a@192.0.2.1:5070, UDP, 192.0.2.1, 5070, false, UDP 192.0.2.1:5070, true",
    "sip:a@192.0.2.1, UDP, 192.0.2.1, 5060, false, UDP 192.0.2.1:5060, true",
    "sip:a@[2001:db8::1]:5070, UDP, 2001:db8:0::1, 5070, false, UDP 2001:db8:0:0:0:0:0:1:5070, true",
    "sip:a@10.0.0.1:5060, UDP, 192.0.2.1, 61000, false, UDP 192.0.2.1:61000, false",
    "sip:a@192.0.2.1:5060, UDP, 192.0.2.1, 61000, false, UDP 192.0.2.1:61000, false",
    "sip:a@phone.example.com, UDP, 192.0.2.1, 5060, false, UDP 192.0.2.1:5060, false",
    "sip:a@192.0.2.1:5070;transport=tcp, TCP, 192.0.2.1, 5070, false, TCP 192.0.2.1:5070, false",
    "sip:a@192.0.2.1:5070, TCP, 192.0.2.1, 5070, false, TCP 192.0.2.1:5070, false",
    "sip:a@192.0.2.9:5070, UDP, 192.0.2.1, 5070, true, UDP 192.0.2.9:5070, true",
    "sip:a@192.0.2.9;transport=tcp, UDP, 192.0.2.1, 5070, true, TCP 192.0.2.9:5060, false",
    "sips:a@192.0.2.9, UDP, 192.0.2.1, 5070, true, TLS 192.0.2.9:5061, false",
  })
  void address_is_the_one_seen_unless_a_trusted_peer_says_otherwise(
      String contact,
      TransportProtocol over,
      String ip,
      int port,
      boolean trusted,
      String goesTo,
      boolean direct) {
    Flow source = Registers.flow(over, ip, port);
    ContactRoute reach = ContactRoute.of(SipUri.parse(contact), source, trusted);
    Flow flow = reach.flow();
    String shown =
        flow.protocol()
            + " "
            + flow.remote().getAddress().getHostAddress()
            + ":"
            + flow.remote().getPort();
    assertThat(shown).isEqualTo(goesTo);
    assertThat(reach.direct()).isEqualTo(direct);
  }
}
