// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.calling;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import net.ringpost.server.location.Reach;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.TransportProtocol;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("AddressSelection") // only literals
class StayInPathTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, true, 192.0.2.2, true, false",
    "192.0.2.1, false, 192.0.2.2, true, true",
    "192.0.2.1, true, 192.0.2.2, false, true",
    "127.0.0.1, true, 127.10.0.3, true, false",
    "127.0.0.1, true, 192.168.1.7, true, true",
    "10.0.0.1, true, 192.168.1.7, true, false",
    "10.0.0.1, true, 192.0.2.7, true, true",
    "192.0.2.1, true, 2001:db8::1, true, true",
    "fd00::1, true, 2001:db8::1, true, true",
    "fe80::1, true, fe80::2, true, false",
  })
  void server_stays_where_terminals_cannot_reach_each_other(
      String caller, boolean callerDirect, String callee, boolean calleeDirect, boolean needed) {
    Reach a = reach(caller, callerDirect);
    Reach b = reach(callee, calleeDirect);
    assertThat(StayInPath.AUTO.needed(a, b)).isEqualTo(needed);
    assertThat(StayInPath.ALWAYS.needed(a, b)).isTrue();
  }

  private static Reach reach(String ip, boolean direct) {
    InetSocketAddress local = new InetSocketAddress("127.0.0.1", 5060);
    InetSocketAddress remote = new InetSocketAddress(ip, 5060);
    return new Reach(new Flow(TransportProtocol.UDP, local, remote, 0), direct);
  }
}
