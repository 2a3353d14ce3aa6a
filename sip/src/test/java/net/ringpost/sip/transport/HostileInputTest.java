// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.TransportProtocol;
import net.ringpost.sip.parse.Vectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a server is sent, it answers the next one. */
class HostileInputTest {
  @TempDir static Path folder;
  private static Peer server;
  private static Peer phone;

  @BeforeAll
  static void start() throws IOException {
    TlsIdentity identity = TlsIdentity.selfSigned(folder, List.of());
    server = Peer.start(Peer.local().withTls(0, identity));
    phone = Peer.start(Peer.local().withTrust(new TlsTrust.Pinned(folder.resolve("pins"))));
  }

  @AfterAll
  static void stop() {
    phone.close();
    server.close();
  }

  static List<String> vectors() {
    return Vectors.names();
  }

  private static long overUdp() {
    return server.transport.counts().in().getOrDefault(TransportProtocol.UDP, 0L);
  }

  private static void assertAnswers(TransportProtocol protocol) throws Exception {
    Flow flow = phone.to(server, protocol);
    assertThat(phone.answer("OPTIONS", flow).code()).isEqualTo(200);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void torture_over_udp_is_survived(String vector) throws Exception {
    long before = overUdp();
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      byte[] bytes = Vectors.bytes(vector);
      socket.send(new DatagramPacket(bytes, bytes.length, server.udp()));
      assertAnswers(TransportProtocol.UDP);
      assertThat(overUdp()).isEqualTo(before + 2);
    }
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void torture_over_tcp_is_survived(String vector) throws Exception {
    try (Raw raw = Raw.to(server.tcp()).send(Vectors.bytes(vector))) {
      assertThat(raw.socket.isConnected()).isTrue();
      assertAnswers(TransportProtocol.TCP);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = TransportProtocol.class,
      names = {"TCP", "TLS"})
  void junk_on_connections_is_survived(TransportProtocol protocol) throws Exception {
    Random random = new Random(4475);
    InetSocketAddress at = server.transport.bound(protocol);
    for (int i = 0; i < 300; i++) {
      byte[] junk = junk(random, i);
      try (Raw raw = Raw.to(at)) {
        raw.send(junk);
      } catch (IOException closed) {
        // It may be closed while we write.
      }
    }
    assertAnswers(protocol);
    await().until(() -> server.transport.counts().connections() <= 2);
  }

  /** Whoever is at a forged address must not be sent more than three times what came from there. */
  @Test
  void what_cannot_be_read_is_answered_with_little() throws Exception {
    String head = "OPTIONS sip:a SIP/2.0\r\nv:SIP/2.0/UDP b;branch=z9hG4bKx\r\n";
    String[] packets = {
      "A a SIP/2.0\nv:b\n\n",
      "A sip:a SIP/2.0\r\nv:b\r\n\r\n",
      "A a SIP/2.0\r\nv:SIP/2.0/UDP b\r\n\r\n",
      "A a SIP/2.0\r\nv:SIP/2.0/UDP b\r\nt:\r\n\r\n",
      "A sip:a SIP/2.0\r\nv:SIP/2.0/UDP b\r\nt:a\r\n\r\n",
      head + "CSeq:1 OPTIONS\r\n\r\n",
      head + "i:1\r\nCSeq:x\r\n\r\n",
      head + "f:a\r\nt:b\r\ni:1\r\nCSeq:1 INVITE\r\n\r\n",
      head + "f:<sip:a>;tag=1\r\nt:<sip:a>\r\ni:1\r\nCSeq:1 OPTIONS\r\nl:99\r\n\r\n",
      head + "f:<sip:a>;tag=1\r\nt:<sip:a>\r\ni:1\r\nCSeq:1 OPTIONS\r\nMax-Forwards:x\r\n\r\n",
    };
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      socket.setSoTimeout(60_000);
      for (String packet : packets) {
        byte[] tiny = packet.getBytes(UTF_8);
        socket.send(new DatagramPacket(tiny, tiny.length, server.udp()));
        // The answer to what can be read comes after that to what came before it.
        String whole =
            "OPTIONS sip:a SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:"
                + socket.getLocalPort()
                + ";rport;branch=z9hG4bK"
                + Integer.toHexString(packet.hashCode())
                + "\r\nFrom: <sip:a>;tag=1\r\nTo: <sip:a>\r\nCall-ID: after\r\nCSeq: 1 OPTIONS\r\n\r\n";
        byte[] next = whole.getBytes(UTF_8);
        socket.send(new DatagramPacket(next, next.length, server.udp()));
        int out = 0;
        DatagramPacket answer = new DatagramPacket(new byte[4096], 4096);
        for (boolean after = false; !after; ) {
          answer.setLength(4096);
          socket.receive(answer);
          String text = new String(answer.getData(), 0, answer.getLength(), UTF_8);
          after = text.contains("Call-ID: after");
          out += after ? 0 : answer.getLength();
        }
        assertThat(out).as(packet).isLessThanOrEqualTo(3 * tiny.length);
      }
    }
  }

  @Test
  void junk_over_udp_is_survived() throws Exception {
    Random random = new Random(5118);
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < 2000; i++) {
        byte[] junk = junk(random, i);
        socket.send(new DatagramPacket(junk, junk.length, server.udp()));
      }
      assertAnswers(TransportProtocol.UDP);
      assertThat(server.transport.counts().malformed()).isPositive();
    }
  }

  /** Noise, and every second time a message with some bytes changed. */
  private static byte[] junk(Random random, int i) {
    if (i % 2 == 0) {
      byte[] noise = new byte[random.nextInt(2000)];
      random.nextBytes(noise);
      return noise;
    }
    List<String> names = Vectors.names();
    byte[] message = Vectors.bytes(names.get(random.nextInt(names.size())));
    for (int k = 0; k < 5; k++) {
      message[random.nextInt(message.length)] = (byte) random.nextInt(256);
    }
    return message;
  }
}
