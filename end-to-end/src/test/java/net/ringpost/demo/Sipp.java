// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * SIPp with the scenarios of {@code src/test/resources/sipp}, on 127.0.0.1. It takes the first
 * challenge for the only one, and knows MD5 alone: so it says that it is sipsak, which is shown no
 * other.
 */
final class Sipp {
  private static final Path SCENARIOS = Path.of("src", "test", "resources", "sipp");

  private Sipp() {}

  /** Skips the test where there is no SIPp. */
  static void need() {
    Tools.need("sipp", "sip-tester");
  }

  /** The file of a scenario. */
  static String scenario(String name) {
    return SCENARIOS.resolve(name + ".xml").toAbsolutePath().toString();
  }

  /**
   * Registers a member, by number or id, with a terminal at {@code port} of 127.0.0.1, from there:
   * that is where the server will look for it.
   */
  static void register(
      Path folder, RunningServer server, String member, String password, String port)
      throws IOException {
    try (Tool sipp =
        start(
            folder,
            "register",
            server,
            member,
            port,
            port,
            "-au",
            member,
            "-ap",
            password,
            "-m",
            "1")) {
      assertThat(sipp.exit(30)).as(sipp.printed()).isZero();
    }
  }

  /**
   * Starts a scenario towards a member.
   *
   * @param from the port to send from
   * @param terminal the port of the member's terminal
   */
  static Tool start(
      Path folder,
      String scenario,
      RunningServer server,
      String member,
      String from,
      String terminal,
      String... more)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of("sipp", "127.0.0.1:" + server.sipPort(), "-sf", scenario(scenario)));
    command.addAll(List.of("-i", "127.0.0.1", "-p", from, "-s", member));
    command.addAll(List.of("-key", "uas", terminal, "-l", "2000", "-recv_timeout", "20000"));
    command.addAll(List.of("-timeout", "80", "-nostdin", "-cp", freePort()));
    command.addAll(Arrays.asList(more));
    return Tool.start(folder.resolve(scenario), command);
  }

  /** A port on which nobody listens now. */
  static String freePort() throws IOException {
    try (DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      return Integer.toString(socket.getLocalPort());
    }
  }
}
