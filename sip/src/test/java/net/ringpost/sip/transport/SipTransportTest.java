// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.TransportProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SipTransportTest {
  @ParameterizedTest
  @CsvSource({"UDP,127.0.0.1", "UDP,::1", "TCP,127.0.0.1", "TCP,::1"})
  void request_is_answered(TransportProtocol protocol, String address) throws Exception {
    InetAddress at = InetAddress.getByName(address);
    try (Peer server = Peer.start(Peer.at(at));
        Peer phone = Peer.start(Peer.at(at))) {
      Flow flow = phone.to(server, protocol);
      assertThat(flow.local()).isEqualTo(phone.transport.bound(protocol));
      assertThat(phone.answer("REGISTER", flow).code()).isEqualTo(200);
      assertThat(server.requests.get(0).topVia().protocol()).isEqualTo(protocol);
      assertThat(server.requests.get(0).topVia().port()).isEqualTo(flow.local().getPort());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = TransportProtocol.class,
      names = {"UDP", "TCP"})
  void server_at_all_addresses_names_the_one_that_is_used(TransportProtocol protocol)
      throws Exception {
    try (Peer server = Peer.start(TransportOptions.everywhere().withUdpPort(0).withTcpPort(0));
        Peer phone = Peer.start(Peer.local())) {
      InetAddress here = InetAddress.getLoopbackAddress();
      int port = server.transport.bound(protocol).getPort();
      Flow flow = phone.transport.flowTo(protocol, new InetSocketAddress(here, port));
      assertThat(phone.answer("OPTIONS", flow).code()).isEqualTo(200);
      assertThat(server.flows.get(0).local()).isEqualTo(new InetSocketAddress(here, port));
      assertThat(server.answer("OPTIONS", server.flows.get(0)).code()).isEqualTo(200);
    }
  }

  @Test
  void free_ports_are_the_same_for_udp_and_tcp() {
    try (Peer peer = Peer.start(Peer.local())) {
      assertThat(peer.udp()).isEqualTo(peer.tcp());
    }
  }

  @Test
  void port_in_use_is_said_in_one_sentence() {
    try (Peer first = Peer.start(Peer.local())) {
      int port = first.udp().getPort();
      assertThatThrownBy(() -> Peer.start(TransportOptions.at(localhost()).withUdpPort(port)))
          .isInstanceOfSatisfying(
              TransportException.class,
              e -> {
                assertThat(e.port()).isEqualTo(port);
                assertThat(e.protocol()).isEqualTo(TransportProtocol.UDP);
              })
          .hasMessage(
              "Port "
                  + port
                  + " (UDP) on 127.0.0.1 is in use by another program: end it or choose another"
                  + " port.");
    }
  }

  @Test
  void foreign_address_is_said_in_one_sentence() throws Exception {
    TransportOptions foreign = Peer.at(InetAddress.getByName("192.0.2.1"));
    assertThatThrownBy(() -> Peer.start(foreign))
        .hasMessage("This machine has no address 192.0.2.1: choose one of its own.");
  }

  @Test
  void port_can_be_bound_again_after_close() {
    int port;
    try (Peer first = Peer.start(Peer.local())) {
      port = first.udp().getPort();
    }
    TransportOptions same = TransportOptions.at(localhost()).withUdpPort(port).withTcpPort(port);
    try (Peer second = Peer.start(same)) {
      assertThat(second.tcp().getPort()).isEqualTo(port);
    }
  }

  @Test
  void deadline_set_on_the_loop_is_kept() throws Exception {
    try (Peer peer = Peer.start(Peer.local())) {
      CompletableFuture<Long> rung = new CompletableFuture<>();
      long due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(30);
      peer.transport
          .loop()
          .execute(
              () ->
                  peer.transport.engine().set(peer.transport.engine().alarm(rung::complete), due));
      assertThat(rung.get(10, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(due);
    }
  }

  @Test
  void fault_in_a_task_does_not_end_the_loop() throws Exception {
    try (Peer server = Peer.start(Peer.local());
        Peer phone = Peer.start(Peer.local())) {
      server
          .transport
          .loop()
          .execute(
              () -> {
                throw new IllegalStateException("expected here");
              });
      SipResponse ok = phone.answer("OPTIONS", phone.to(server, TransportProtocol.UDP));
      assertThat(ok.code()).isEqualTo(200);
    }
  }

  @Test
  void counts_tell_what_was_done() throws Exception {
    try (Peer server = Peer.start(Peer.local());
        Peer phone = Peer.start(Peer.local())) {
      for (TransportProtocol p : List.of(TransportProtocol.UDP, TransportProtocol.TCP)) {
        phone.answer("OPTIONS", phone.to(server, p));
      }
      TransportCounts counts = server.transport.counts();
      assertThat(counts.in()).containsEntry(TransportProtocol.TCP, 1L);
      assertThat(counts.received()).isEqualTo(2);
      assertThat(counts.sent()).isEqualTo(2);
      assertThat(counts.connections()).isEqualTo(1);
    }
  }

  private static InetAddress localhost() {
    return InetAddress.getLoopbackAddress();
  }
}
