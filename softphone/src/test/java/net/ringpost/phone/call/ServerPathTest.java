// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import net.ringpost.phone.account.ServerAddress;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.TransportProtocol;
import net.ringpost.sip.transport.SipTransport;
import net.ringpost.sip.transport.TransportOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerPathTest {
  @ParameterizedTest
  @CsvSource({
    "UDP, UDP, 192.0.2.1, true",
    "UDP, UDP, 192.0.2.66, false",
    "TLS, TLS, 192.0.2.1, true",
    "TLS, TLS, 192.0.2.66, false",
    // The address of a packet that came by itself can be forged.
    "TLS, UDP, 192.0.2.1, false",
    "TCP, UDP, 192.0.2.1, false"
  })
  void request_is_the_servers_if_it_came_as_we_speak_with_it_and_from_its_address(
      TransportProtocol spoken, TransportProtocol came, String from, boolean servers)
      throws Exception {
    InetSocketAddress at = new InetSocketAddress(InetAddress.getByName("192.0.2.1"), 5060);
    ServerAddress named = new ServerAddress("example.org", 5060, spoken);
    try (SipTransport transport =
        SipTransport.create(TransportOptions.at(InetAddress.getLoopbackAddress()))) {
      ServerPath path =
          new ServerPath(
              transport, TestPhone.settings(named, "ann", "secret", Path.of("unused")), at);
      Flow flow =
          new Flow(
              came, new InetSocketAddress("192.0.2.9", 5060), new InetSocketAddress(from, 5060), 0);
      assertThat(path.fromServer(flow)).isEqualTo(servers);
    }
  }
}
