// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.TransportProtocol;
import org.junit.jupiter.api.Test;

/** Which connection a message takes, and what happens when it is gone. */
class ConnectionsTest {
  private static final TransportProtocol TCP = TransportProtocol.TCP;
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  @Test
  void connection_is_reused_in_both_directions() throws Exception {
    try (Peer server = Peer.start(Peer.local());
        Peer phone = Peer.start(Peer.local())) {
      Flow flow = phone.to(server, TCP);
      List<CompletableFuture<SipResponse>> asked = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        asked.add(phone.ask("OPTIONS", flow));
      }
      for (CompletableFuture<SipResponse> a : asked) {
        assertThat(a.get(10, TimeUnit.SECONDS).code()).isEqualTo(200);
      }
      Flow back = server.flows.get(0);
      Flow unnumbered = new Flow(TCP, back.local(), back.remote(), 0);
      assertThat(server.answer("OPTIONS", back).code()).isEqualTo(200);
      assertThat(server.answer("OPTIONS", unnumbered).code()).isEqualTo(200);
      assertThat(server.transport.counts().connections()).isEqualTo(1);
      assertThat(phone.flows.get(0).local()).isEqualTo(flow.local());
    }
  }

  @Test
  void restarted_server_is_reached_again() throws Exception {
    try (Peer phone = Peer.start(Peer.local())) {
      int port;
      Flow flow;
      try (Peer server = Peer.start(Peer.local())) {
        flow = phone.to(server, TCP);
        port = server.tcp().getPort();
        phone.answer("OPTIONS", flow);
      }
      await().until(() -> phone.transport.counts().connections() == 0);
      assertThatThrownBy(() -> phone.answer("OPTIONS", flow))
          .hasMessageContaining("cannot connect to 127.0.0.1:" + port + ": connection refused");
      try (Peer again = Peer.start(TransportOptions.at(HERE).withTcpPort(port))) {
        assertThat(phone.answer("OPTIONS", flow).code()).isEqualTo(200);
        assertThat(again.requests).hasSize(1);
      }
    }
  }

  @Test
  void broken_connection_is_told_to_those_who_wait() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, HERE);
        Peer phone = Peer.start(Peer.local())) {
      InetSocketAddress at = new InetSocketAddress(HERE, server.getLocalPort());
      CompletableFuture<SipResponse> asked = phone.ask("OPTIONS", phone.transport.flowTo(TCP, at));
      try (Raw accepted = new Raw(server.accept())) {
        assertThat(accepted.head()).startsWith("OPTIONS ");
      }
      assertThatThrownBy(() -> asked.get(10, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasMessageContaining("the other end closed the connection");
      assertThat(phone.transport.counts().connections()).isZero();
    }
  }

  @Test
  void abandoned_connection_is_replaced_by_the_next_message() throws Exception {
    try (Peer server = Peer.start(Peer.local());
        Peer phone = Peer.start(Peer.local())) {
      Flow flow = phone.to(server, TCP);
      assertThat(phone.answer("OPTIONS", flow).code()).isEqualTo(200);
      phone.transport.abandon(flow, "moved");
      assertThat(phone.answer("OPTIONS", flow).code()).isEqualTo(200);
      assertThat(server.flows).extracting(Flow::connection).doesNotHaveDuplicates().hasSize(2);
    }
  }

  @Test
  void request_over_a_connection_that_is_gone_fails_at_once() throws Exception {
    try (Peer server = Peer.start(Peer.local())) {
      Flow gone = new Flow(TCP, server.tcp(), new InetSocketAddress(HERE, 9), 77);
      assertThatThrownBy(() -> server.answer("OPTIONS", gone))
          .hasMessageContaining("the connection was closed");
    }
  }

  /** RFC 3261 §18.2.2. */
  @Test
  void response_follows_a_client_that_closed_its_connection_but_to_no_stranger() throws Exception {
    try (Peer server = Peer.start(Peer.local());
        ServerSocket client = new ServerSocket(0, 5, HERE);
        ServerSocket stranger =
            new ServerSocket(client.getLocalPort(), 5, InetAddress.getByName("127.0.0.2"))) {
      server.hold = true;
      String via = "127.0.0.2:" + client.getLocalPort();
      try (Raw first = Raw.to(server.tcp()).send(Raw.options(via, 1))) {
        await().until(() -> server.requests.size() == 1);
        assertThat(first.socket.isConnected()).isTrue();
      }
      await().until(() -> server.transport.counts().connections() == 0);
      server.answerHeld();
      client.setSoTimeout(60_000);
      try (Raw back = new Raw(client.accept())) {
        assertThat(back.head()).startsWith("SIP/2.0 200").contains(via);
      }
      stranger.setSoTimeout(1);
      assertThatThrownBy(stranger::accept).isInstanceOf(java.net.SocketTimeoutException.class);
    }
  }

  @Test
  void thousand_connections_are_served() throws Exception {
    try (Peer server = Peer.start(Peer.local())) {
      List<Raw> all = new ArrayList<>();
      try {
        for (int i = 0; i < 1000; i++) {
          all.add(Raw.to(server.tcp()));
        }
        for (int i = 0; i < all.size(); i++) {
          all.get(i).send(Raw.options("127.0.0.1:9", i + 1));
        }
        for (Raw raw : all) {
          assertThat(raw.head()).startsWith("SIP/2.0 200");
        }
        assertThat(server.transport.counts().connections()).isEqualTo(1000);
        try (Raw more = Raw.to(server.tcp())) {
          assertThat(more.ends()).isTrue();
        }
        assertThat(server.transport.counts().refused()).isEqualTo(1);
      } finally {
        for (Raw raw : all) {
          raw.close();
        }
      }
      await().until(() -> server.transport.counts().connections() == 0);
      try (Raw again = Raw.to(server.tcp()).send(Raw.options("127.0.0.1:9", 1))) {
        assertThat(again.head()).startsWith("SIP/2.0 200");
      }
    }
  }

  @Test
  void one_ipv6_network_counts_as_one_address() throws Exception {
    assertThat(network("2001:db8:1:2::1")).isEqualTo(network("2001:db8:1:2:ffff::9"));
    assertThat(network("2001:db8:1:2::1")).isNotEqualTo(network("2001:db8:1:3::1"));
    assertThat(network("192.0.2.1")).isNotEqualTo(network("192.0.2.2"));
  }

  private static ByteBuffer network(String address) throws UnknownHostException {
    return Connections.network(new InetSocketAddress(InetAddress.getByName(address), 5060));
  }

  @Test
  void limit_of_all_connections_holds_for_our_own_too() throws Exception {
    StreamLimits one = StreamLimits.DEFAULT.withConnections(1, 5);
    try (Peer server = Peer.start(Peer.local());
        Peer phone = Peer.start(Peer.local().withStreams(one));
        Raw only = Raw.to(phone.tcp()).send("\r\n\r\n")) {
      assertThat(only.read(2)).isEqualTo("\r\n");
      assertThatThrownBy(() -> phone.answer("OPTIONS", phone.to(server, TCP)))
          .hasMessageContaining("no connection can be opened");
    }
  }

  @Test
  void server_that_does_not_accept_is_given_up() throws Exception {
    StreamLimits hasty = StreamLimits.DEFAULT.withConnect(Duration.ofMillis(100));
    List<SocketChannel> filling = new ArrayList<>();
    try (ServerSocket full = new ServerSocket(0, 1, HERE);
        Peer phone = Peer.start(Peer.local().withStreams(hasty))) {
      InetSocketAddress at = new InetSocketAddress(HERE, full.getLocalPort());
      for (int i = 0; i < 5; i++) {
        SocketChannel one = SocketChannel.open();
        one.configureBlocking(false);
        one.connect(at);
        filling.add(one);
      }
      assertThatThrownBy(() -> phone.answer("OPTIONS", phone.transport.flowTo(TCP, at)))
          .hasMessageContaining("cannot connect to")
          .hasMessageContaining("no answer in time");
      assertThat(phone.transport.counts().connections()).isZero();
    } finally {
      for (SocketChannel one : filling) {
        one.close();
      }
    }
  }
}
