// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.TransportProtocol;
import net.ringpost.sip.registrar.ContactRoute;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("AddressSelection") // only literals
class RecordRoutePolicyTest {
  @ParameterizedTest
  @CsvSource({
    // Two public addresses: each may be behind a firewall that lets the server in alone.
    "192.0.2.1, true, 192.0.2.2, true, true",
    "192.0.2.1, true, 203.0.113.2, true, true",
    "2001:db8::1, true, 2001:db8:1::1, true, true",
    // One address, one network.
    "192.0.2.1, true, 192.0.2.1, true, false",
    "192.168.1.2, true, 192.168.1.7, true, false",
    "10.1.2.3, true, 10.1.2.250, true, false",
    "172.16.0.1, true, 172.16.0.9, true, false",
    "2001:db8::1, true, 2001:db8::2, true, false",
    "fd00::1, true, fd00::2, true, false",
    "fe80::1, true, fe80::2, true, false",
    "169.254.1.1, true, 169.254.7.2, true, false",
    "127.0.0.1, true, 127.10.0.3, true, false",
    // The same, but not at the address that they claim.
    "192.0.2.1, false, 192.0.2.1, true, true",
    "192.0.2.1, true, 192.0.2.1, false, true",
    "192.168.1.2, true, 192.168.1.7, false, true",
    // Two networks.
    "10.0.0.1, true, 192.168.1.7, true, true",
    "192.168.1.1, true, 192.168.2.7, true, true",
    "127.0.0.1, true, 192.168.1.7, true, true",
    "10.0.0.1, true, 192.0.2.7, true, true",
    "192.0.2.1, true, 2001:db8::1, true, true",
    "fd00::1, true, 2001:db8::1, true, true",
    // Trusted peers, and one of them with somebody else.
    "198.51.100.1, true, 198.51.100.77, true, false",
    "198.51.100.1, true, 192.0.2.1, true, true",
    "192.0.2.1, true, 198.51.100.1, true, true",
    "198.51.100.1, true, 198.51.100.77, false, true",
  })
  void server_stays_unless_terminals_are_known_to_reach_each_other(
      String caller, boolean callerDirect, String callee, boolean calleeDirect, boolean needed) {
    ContactRoute a = reach(caller, callerDirect);
    ContactRoute b = reach(callee, calleeDirect);
    TrustedPeers trusted = new TrustedPeers(List.of("198.51.100.0/24"));
    assertThat(RecordRoutePolicy.AUTO.needed(a, b, trusted)).isEqualTo(needed);
    assertThat(RecordRoutePolicy.ALWAYS.needed(a, b, trusted)).isTrue();
  }

  private static ContactRoute reach(String ip, boolean direct) {
    InetSocketAddress local = new InetSocketAddress("127.0.0.1", 5060);
    InetSocketAddress remote = new InetSocketAddress(ip, 5060);
    return new ContactRoute(new Flow(TransportProtocol.UDP, local, remote, 0), direct);
  }
}
