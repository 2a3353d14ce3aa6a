// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.TransportProtocol;
import net.ringpost.sip.parse.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes over one connection, and what makes us close it. */
class StreamHandlerTest {
  private static final StreamLimits DEFAULT = StreamLimits.DEFAULT;
  private static final Duration SHORT = Duration.ofMillis(50);

  private static void answersAnother(Peer server) throws Exception {
    try (Raw other = Raw.to(server.tcp()).send(Raw.options("127.0.0.1:9", 99))) {
      assertThat(other.head()).startsWith("SIP/2.0 200");
    }
  }

  @Test
  void messages_are_cut_by_their_length() throws Exception {
    try (Peer server = Peer.start(Peer.local());
        Raw raw = Raw.to(server.tcp())) {
      String two = Raw.options("127.0.0.1:9", 1) + "\r\n" + Raw.options("127.0.0.1:9", 2);
      raw.send(two.substring(0, 40));
      raw.send(two.substring(40, two.length() - 3)).send(two.substring(two.length() - 3));
      assertThat(raw.head()).contains("CSeq: 1 OPTIONS");
      assertThat(raw.head()).contains("CSeq: 2 OPTIONS");
    }
  }

  @Test
  void many_at_once_are_answered_whole_and_in_order() throws Exception {
    try (Peer server = Peer.start(Peer.local());
        Raw raw = Raw.to(server.tcp())) {
      StringBuilder all = new StringBuilder();
      for (int i = 1; i <= 1000; i++) {
        all.append(Raw.options("127.0.0.1:9", i)).append(i % 100 == 0 ? "\r\n\r\n" : "");
      }
      raw.send(all.toString());
      for (int i = 1; i <= 1000; i++) {
        assertThat(raw.head()).startsWith("SIP/2.0 200").contains("CSeq: " + i + " OPTIONS");
        if (i % 100 == 0) {
          assertThat(raw.read(2)).as("the answer to a keep-alive").isEqualTo("\r\n");
        }
      }
    }
  }

  @Test
  void response_has_the_source_port_if_asked_for() throws Exception {
    try (Peer server = Peer.start(Peer.local());
        Raw raw = Raw.to(server.tcp())) {
      raw.send(Raw.options("10.9.9.9;rport", 1));
      assertThat(raw.head())
          .contains("received=127.0.0.1")
          .contains("rport=" + raw.socket.getLocalPort());
    }
  }

  @Test
  void ping_is_answered() throws Exception {
    try (Peer server = Peer.start(Peer.local());
        Raw raw = Raw.to(server.tcp())) {
      assertThat(raw.send("\r\n\r\n").read(2)).isEqualTo("\r\n");
      raw.send(Raw.options("127.0.0.1:9", 1));
      assertThat(raw.head()).startsWith("SIP/2.0 200");
    }
  }

  /** RFC 4475: both only wait for more bytes on a stream. */
  @ParameterizedTest
  @ValueSource(strings = {"rfc4475/clerr", "rfc4475/baddn"})
  void half_a_message_ends_the_connection(String vector) throws Exception {
    try (Peer server = Peer.start(Peer.local().withStreams(DEFAULT.withHalfMessage(SHORT)));
        Raw raw = Raw.to(server.tcp()).send(Vectors.bytes(vector))) {
      assertThat(raw.ends()).isTrue();
      assertThat(server.transport.counts().dropped()).isEqualTo(1);
      answersAnother(server);
    }
  }

  @Test
  void crumbs_of_a_message_win_no_time() throws Exception {
    // Longer than this machine may pause between two crumbs.
    Duration longer = Duration.ofMillis(500);
    try (Peer server = Peer.start(Peer.local().withStreams(DEFAULT.withHalfMessage(longer)));
        Raw raw = Raw.to(server.tcp()).send("OPTIONS sip:a SIP/2.0\r\nSubject: ")) {
      // So few that it is not their number that ends it.
      await("the end of the connection")
          .pollInterval(Duration.ofMillis(20))
          .until(
              () -> {
                try {
                  raw.send("x");
                  return false;
                } catch (IOException closed) {
                  return true;
                }
              });
    }
  }

  @Test
  void idle_connection_ends() throws Exception {
    try (Peer server = Peer.start(Peer.local().withStreams(DEFAULT.withIdle(SHORT)));
        Raw raw = Raw.to(server.tcp())) {
      assertThat(raw.ends()).isTrue();
    }
  }

  @Test
  void slow_reader_is_dropped_and_costs_the_others_nothing() throws Exception {
    try (Peer server = Peer.start(Peer.local());
        Raw slow = Raw.to(server.tcp())) {
      server.answerBody = new byte[100_000];
      for (int i = 1; i < 500 && server.transport.counts().dropped() == 0; i++) {
        try {
          slow.send(Raw.options("127.0.0.1:9", i));
        } catch (IOException closed) {
          break;
        }
      }
      await().until(() -> server.transport.counts().dropped() == 1);
      await().until(() -> server.transport.counts().connections() == 0);
      answersAnother(server);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rfc4475/ncl", "rfc4475/mcl01"})
  void broken_stream_is_answered_and_ends(String vector) throws Exception {
    try (Peer server = Peer.start(Peer.local());
        Raw raw = Raw.to(server.tcp()).send(Vectors.bytes(vector))) {
      assertThat(raw.head()).startsWith("SIP/2.0 400");
      assertThat(raw.ends()).isTrue();
    }
  }

  @Test
  void broken_stream_that_goes_on_is_closed() throws Exception {
    try (Peer server = Peer.start(Peer.local().withStreams(DEFAULT.withHalfMessage(SHORT)));
        Raw raw = Raw.to(server.tcp()).send("\u0001\u0002\u0003\u0004")) {
      assertThat(raw.ends()).isTrue();
      await().until(() -> server.transport.counts().connections() == 0);
    }
  }

  @Test
  void keep_alive_goes_on_while_it_is_answered() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Peer phone = Peer.start(Peer.local())) {
      Flow flow = flow(phone, server);
      CompletableFuture<SipResponse> asked = phone.ask("OPTIONS", flow);
      try (Raw accepted = new Raw(server.accept())) {
        accepted.head();
        CompletableFuture<String> dead = new CompletableFuture<>();
        Runnable stop = phone.transport.keepAlive(flow, SHORT, () -> dead.complete("dead"));
        for (int i = 0; i < 3; i++) {
          assertThat(accepted.read(4)).isEqualTo("\r\n\r\n");
          accepted.send("\r\n");
        }
        assertThat(asked).isNotDone();
        assertThat(dead).isNotDone();
        stop.run();
        phone.transport.close();
        assertThat(accepted.read(5).length()).isLessThan(5);
        assertThat(dead).isNotDone();
      }
    }
  }

  @Test
  void keep_alive_without_answer_ends_the_connection() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Peer phone = Peer.start(Peer.local().withStreams(DEFAULT.withPong(SHORT)))) {
      Flow flow = flow(phone, server);
      var unused = phone.ask("OPTIONS", flow);
      try (Raw accepted = new Raw(server.accept())) {
        accepted.head();
        CompletableFuture<String> dead = new CompletableFuture<>();
        phone.transport.keepAlive(flow, SHORT, () -> dead.complete("dead"));
        assertThat(dead.get(10, TimeUnit.SECONDS)).isEqualTo("dead");
        assertThat(accepted.ends()).isTrue();
      }
    }
  }

  private static Flow flow(Peer phone, ServerSocket server) {
    return phone.transport.flowTo(
        TransportProtocol.TCP,
        new InetSocketAddress(server.getInetAddress(), server.getLocalPort()));
  }
}
