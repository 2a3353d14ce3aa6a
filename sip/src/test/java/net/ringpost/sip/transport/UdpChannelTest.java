// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import net.ringpost.sip.Fixtures;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.TransportProtocol;
import org.junit.jupiter.api.Test;

class UdpChannelTest {
  private static final TransportProtocol UDP = TransportProtocol.UDP;

  private static DatagramSocket socket() throws Exception {
    DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    socket.setSoTimeout(60_000);
    return socket;
  }

  private static void send(DatagramSocket from, Peer to, String text) throws Exception {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    from.send(new DatagramPacket(bytes, bytes.length, to.udp()));
  }

  private static String next(DatagramSocket socket) throws Exception {
    DatagramPacket packet = new DatagramPacket(new byte[65536], 65536);
    socket.receive(packet);
    return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
  }

  /** RFC 3581 §4. */
  @Test
  void answer_goes_where_the_request_came_from() throws Exception {
    try (Peer server = Peer.start(Peer.local());
        DatagramSocket phone = socket()) {
      send(phone, server, Raw.options("10.9.9.9:9;rport", 1));
      assertThat(next(phone))
          .startsWith("SIP/2.0 200")
          .contains("received=127.0.0.1")
          .contains("rport=" + phone.getLocalPort());
    }
  }

  @Test
  void keep_alive_is_passed_over() throws Exception {
    try (Peer server = Peer.start(Peer.local());
        DatagramSocket phone = socket()) {
      send(phone, server, "\r\n\r\n");
      send(phone, server, "\r\n");
      send(phone, server, "");
      send(phone, server, Raw.options("127.0.0.1;rport", 1));
      assertThat(next(phone)).startsWith("SIP/2.0 200");
      assertThat(server.transport.counts().received()).isEqualTo(1);
    }
  }

  @Test
  void keep_alive_is_sent_until_it_is_stopped() throws Exception {
    try (Peer phone = Peer.start(Peer.local());
        DatagramSocket server = socket()) {
      Flow flow = phone.transport.flowTo(UDP, (InetSocketAddress) server.getLocalSocketAddress());
      Runnable stop = phone.transport.keepAlive(flow, Duration.ofMillis(5), () -> {});
      assertThat(next(server)).isEqualTo("\r\n\r\n");
      assertThat(next(server)).isEqualTo("\r\n\r\n");
      stop.run();
      var unused = phone.ask("OPTIONS", flow);
      String last = next(server);
      while (last.equals("\r\n\r\n")) {
        last = next(server);
      }
      server.setSoTimeout(100);
      assertThatThrownBy(() -> next(server)).isInstanceOf(java.net.SocketTimeoutException.class);
    }
  }

  @Test
  void large_request_goes_over_udp_too() throws Exception {
    try (Peer server = Peer.start(Peer.local());
        Peer phone = Peer.start(Peer.local())) {
      SipRequest large = Peer.request("MESSAGE").withBody("text/plain", new byte[40_000]);
      assertThat(phone.ask(large, phone.to(server, UDP)).get().code()).isEqualTo(200);
      assertThat(server.requests.get(0).body()).hasSize(40_000);
    }
  }

  @Test
  void what_cannot_be_sent_is_told_and_harms_nobody() throws Exception {
    try (Peer server = Peer.start(Peer.local());
        Peer phone = Peer.start(Peer.local())) {
      Flow flow = phone.to(server, UDP);
      SipRequest huge = Peer.request("MESSAGE").withBody("text/plain", new byte[70_000]);
      assertThatThrownBy(() -> phone.ask(huge, flow).get())
          .hasMessageContaining("UDP to 127.0.0.1");
      Flow other = phone.transport.flowTo(UDP, Fixtures.at("::1"));
      assertThatThrownBy(() -> phone.answer("OPTIONS", other)).hasMessageContaining("UDP to [");
      assertThat(phone.transport.counts().sendFailures()).isEqualTo(2);
      assertThat(phone.answer("OPTIONS", flow).code()).isEqualTo(200);
    }
  }

  @Test
  void closed_port_harms_nobody() throws Exception {
    try (Peer server = Peer.start(Peer.local());
        Peer phone = Peer.start(Peer.local())) {
      InetSocketAddress nobody;
      try (DatagramSocket gone = socket()) {
        nobody = (InetSocketAddress) gone.getLocalSocketAddress();
      }
      var unused = phone.ask("OPTIONS", phone.transport.flowTo(UDP, nobody));
      assertThat(phone.answer("OPTIONS", phone.to(server, UDP)).code()).isEqualTo(200);
    }
  }

  @Test
  void udp_is_needed_to_send_over_it() throws Exception {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (Peer phone = Peer.start(TransportOptions.at(here).withTcpPort(0))) {
      Flow flow = phone.transport.flowTo(UDP, new InetSocketAddress(here, 9));
      assertThatThrownBy(() -> phone.answer("OPTIONS", flow))
          .hasMessageContaining("UDP is not served here");
      assertThatThrownBy(() -> phone.transport.bound(UDP))
          .isInstanceOf(IllegalStateException.class);
    }
  }
}
