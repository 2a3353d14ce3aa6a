// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What operators look after servers with: sipsak. It knows ports of four digits only. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SipsakTest {
  private static final String PASSWORD = "a-long-password";

  @TempDir private static Path folder;
  private RunningServer server;
  private int runs;

  @BeforeAll
  void start() {
    Tools.need("sipsak", "sipsak");
    // Only in a network of our own is the port surely free.
    TalkNetwork.address();
    server =
        RunningServer.startOnGivenPorts(
            folder.resolve("server"),
            "--http-port",
            "0",
            "--sip-port",
            "5060",
            "--sips-port",
            "5061");
    server.signUp("ada", PASSWORD, "1000", "Ada");
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  @Order(1)
  void options_are_answered() {
    try (Tool sipsak = sipsak("-vv", "-s", "sip:127.0.0.1:5060")) {
      assertThat(sipsak.exit(30)).as(sipsak.printed()).isZero();
      assertThat(sipsak.printed()).contains("SIP/2.0 200 OK");
    }
  }

  @Test
  @Order(2)
  void wrong_password_registers_nothing() {
    try (Tool sipsak = register("a-wrong-password")) {
      assertThat(sipsak.exit(30)).as(sipsak.printed()).isNotZero();
      assertThat(sipsak.printed()).contains("SIP/2.0 401").doesNotContain("SIP/2.0 200");
    }
    assertThat(Prometheus.sum(server, "ringpost_terminals")).isZero();
  }

  @Test
  @Order(3)
  void right_password_registers() {
    try (Tool sipsak = register(PASSWORD)) {
      assertThat(sipsak.exit(30)).as(sipsak.printed()).isZero();
      assertThat(sipsak.printed()).contains("SIP/2.0 401").contains("SIP/2.0 200 OK");
    }
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(Prometheus.sum(server, "ringpost_terminals"))
                    .as("ringpost_terminals")
                    .isEqualTo(1));
  }

  private Tool register(String password) {
    return sipsak(
        "-U",
        "-vvv",
        "-x",
        "300",
        "-C",
        "sip:1000@127.0.0.1:5090",
        "-u",
        "1000",
        "-a",
        password,
        "-s",
        "sip:1000@127.0.0.1:5060");
  }

  private Tool sipsak(String... options) {
    List<String> command = new ArrayList<>(List.of("sipsak"));
    command.addAll(List.of(options));
    return Tool.start(folder.resolve("sipsak-" + ++runs), command);
  }
}
