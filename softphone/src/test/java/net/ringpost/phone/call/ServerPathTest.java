// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import net.ringpost.phone.account.ServerAddress;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Headers;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.TransportProtocol;
import net.ringpost.sip.transport.SipTransport;
import net.ringpost.sip.transport.TransportOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerPathTest {
  /** What the engine notes in the Via stands for the packet's source. */
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, true",
    "192.0.2.1;received=192.0.2.1, true",
    "192.0.2.1;received=192.0.2.66, false",
    "192.0.2.66, false",
    "example.org, false",
    "example.org;received=192.0.2.1, true"
  })
  void request_is_the_servers_if_it_came_from_its_address(String via, boolean servers)
      throws Exception {
    InetSocketAddress at = new InetSocketAddress(InetAddress.getByName("192.0.2.1"), 5060);
    ServerAddress named = new ServerAddress("example.org", 5060, TransportProtocol.UDP);
    try (SipTransport transport =
        SipTransport.create(TransportOptions.at(InetAddress.getLoopbackAddress()))) {
      ServerPath path =
          new ServerPath(
              transport, TestPhone.settings(named, "ann", "secret", Path.of("unused")), at);
      Headers headers =
          Headers.create()
              .append(HeaderName.VIA, "SIP/2.0/UDP " + via + ";branch=z9hG4bK-1")
              .build();
      SipRequest request = SipRequest.of(Method.INVITE, SipUri.parse("sip:ann@192.0.2.9"), headers);
      assertThat(path.fromServer(request)).isEqualTo(servers);
    }
  }
}
