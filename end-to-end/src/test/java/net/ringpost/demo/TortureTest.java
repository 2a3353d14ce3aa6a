// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All messages of RFC 4475 and RFC 5118 over real sockets, each with the outcome that is written
 * down beside the tests of the server's signalling; after each the server answers an OPTIONS.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TortureTest {
  private static final Path ROWS =
      Path.of("../directory-server/src/test/resources/net/ringpost/server/signalling/torture.csv");
  private static final Path VECTORS =
      Path.of("..", "sip", "src", "test", "resources", "net", "ringpost", "sip", "vectors");
  private static final String[] OPTIONS = {
    "--domain",
    "example.com,chair-dnrc.example.com,registrar.example.com,2001:db8::10,2001:db8::192.0.2.1",
    "--trusted-peer",
    "127.0.0.1"
  };
  private static final Pattern BRANCH = Pattern.compile("(?i)branch *= *([^;,\\s]+)");
  private static final String PASSWORD = "the password of user";
  private static final int PATIENCE = 5000;

  /** Longer than the server needs to answer, so that silence means something. */
  private static final int SILENCE = 300;

  @TempDir private static Path folder;

  private final Set<String> heard = new HashSet<>();
  private String served = "";
  private RunningServer server;
  private DatagramSocket terminal;

  @BeforeAll
  void start() throws IOException {
    Sipp.need();
    server = RunningServer.start(folder.resolve("server"), OPTIONS);
    server.signUp("user", PASSWORD, "2000", "");
    server.signUp("watson", PASSWORD, "2001", "");
    server.signUp("j.user", PASSWORD, "2002", "");
    String port = Sipp.freePort();
    Sipp.register(folder, server, "user", PASSWORD, port);
    terminal =
        new DatagramSocket(new InetSocketAddress(address("127.0.0.1"), Integer.parseInt(port)));
  }

  @AfterAll
  void stop() {
    if (terminal != null) {
      terminal.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest(name = "{1}: {2}")
  @MethodSource("rounds")
  void datagram_has_the_outcome_of_the_rfc(int round, String name, String datagram, String stream)
      throws IOException {
    inRound("datagram " + round);
    try (SipLine eve = SipLine.udp(stranger(), sip())) {
      eve.send(message(name));
      outcome(eve, datagram, true);
      // It is the next thing that comes: nothing else was answered.
      optionsAnswered(eve);
    }
  }

  @ParameterizedTest(name = "{1}: {3}")
  @MethodSource("rounds")
  void stream_has_the_outcome_of_the_rfc(int round, String name, String datagram, String stream)
      throws IOException {
    inRound("stream " + round);
    try (SipLine eve = SipLine.tcp(stranger(), sip())) {
      eve.send(message(name));
      outcome(eve, stream, false);
      if (stream.equals("nothing")) {
        assertThat(eve.read(SILENCE)).isNull();
      }
    }
    try (SipLine next = SipLine.tcp(stranger(), sip())) {
      optionsAnswered(next);
    }
  }

  /**
   * @param unproved whether the source may be forged: then the 100 may be kept back, so that the
   *     final response does not exceed three times the bytes that came
   */
  private void outcome(SipLine eve, String expected, boolean unproved) throws IOException {
    if (expected.equals("rings")) {
      assertThat(newInvite(PATIENCE)).as("the terminal rings").isTrue();
      String trying = eve.read(unproved ? SILENCE : PATIENCE);
      if (trying != null || !unproved) {
        assertThat(trying).startsWith("SIP/2.0 100 ");
      }
      return;
    }
    if (!expected.equals("nothing")) {
      for (String status : expected.split(" ", -1)) {
        assertThat(eve.answer()).startsWith("SIP/2.0 " + status + " ");
      }
    }
    assertThat(newInvite(1)).as("the terminal rings").isFalse();
  }

  private void optionsAnswered(SipLine line) throws IOException {
    String options =
        """
        OPTIONS sip:example.com SIP/2.0
        Via: SIP/2.0/%s 127.0.0.2:5060;rport;branch=z9hG4bKprobe
        Max-Forwards: 70
        From: <sip:eve@elsewhere.example>;tag=1
        To: <sip:example.com>
        Call-ID: probe
        CSeq: 1 OPTIONS
        Content-Length: 0

        """
            .formatted(line.protocol());
    line.send(options.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
    assertThat(line.answer()).startsWith("SIP/2.0 200 ").contains("1 OPTIONS");
  }

  /** Whether the terminal hears of a call that it has not heard of before. */
  private boolean newInvite(int millis) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[65536], 65536);
    terminal.setSoTimeout(millis);
    try {
      while (true) {
        terminal.receive(packet);
        String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
        if (text.startsWith("INVITE ")
            && heard.add(text.replaceAll("(?s).*?(branch=[^;\r]+).*", "$1"))) {
          return true;
        }
      }
    } catch (SocketTimeoutException silence) {
      return false;
    }
  }

  /** An address that the server was told nothing about. */
  private InetSocketAddress stranger() throws IOException {
    return new InetSocketAddress(address("127.0.0.2"), 0);
  }

  private InetSocketAddress sip() throws IOException {
    return new InetSocketAddress(address("127.0.0.1"), server.sipPort());
  }

  private static InetAddress address(String text) throws IOException {
    return InetAddress.getByName(text);
  }

  /**
   * The rows in an order in which none is taken for the retransmission of an earlier one: several
   * have the same branch, so they need several servers one after the other.
   */
  private static Stream<Arguments> rounds() throws IOException {
    Map<String, Integer> uses = new HashMap<>();
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(ROWS)) {
      if (!line.startsWith("#")) {
        String[] row = line.split(", ", 3);
        int round = uses.merge(transaction(row[0]), 1, Integer::sum);
        rows.add(new Row(round, row[0], row[1], row[2]));
      }
    }
    return rows.stream()
        .sorted(Comparator.comparingInt(Row::round))
        .map(row -> Arguments.of(row.round, row.name, row.datagram, row.stream));
  }

  private record Row(int round, String name, String datagram, String stream) {}

  private static String transaction(String name) throws IOException {
    String text = new String(message(name), StandardCharsets.ISO_8859_1);
    Matcher branch = BRANCH.matcher(text);
    return text.split(" ", 2)[0] + " " + (branch.find() ? branch.group(1) : name);
  }

  private static byte[] message(String name) throws IOException {
    return Files.readAllBytes(VECTORS.resolve(name + ".dat"));
  }

  private void inRound(String round) {
    if (round.equals(served)) {
      return;
    }
    if (!served.isEmpty()) {
      List<String> options = new ArrayList<>(List.of(OPTIONS));
      options.addAll(List.of(server.samePorts()));
      server.close();
      server = RunningServer.startOnGivenPorts(server.data(), options.toArray(String[]::new));
    }
    served = round;
  }
}
