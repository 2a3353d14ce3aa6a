// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Passwords that were mistyped or changed, with real telephones. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PasswordTest {
  private static final String PASSWORD = "one-password-for-all";

  @TempDir private static Path folder;
  private RunningServer server;

  @BeforeAll
  void start() {
    server = RunningServer.start(folder.resolve("server"));
    server.signUp("ada", PASSWORD, "1000", "Ada");
    server.signUp("bo", PASSWORD, "1001", "Bo");
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  @Order(1)
  void telephone_with_a_mistyped_password_does_not_lock_its_owner_out() {
    Tools.need("baresip", "baresip-core");
    TalkNetwork.address();
    try (Baresip mistyped = baresip("mistyped", "one-pasword-for-all")) {
      mistyped.logs("SIP/2.0 403 Wrong number, ID or password");
      assertThat(answers(mistyped, 401)).as("the first challenge, and one more").isEqualTo(2);
      // All of it from one address.
      try (Baresip right = baresip("right", PASSWORD)) {
        right.registered();
      }
      try (RunningPhone ours = server.phone(folder.resolve("ours"), "ada", PASSWORD)) {
        ours.await("registered");
      }
      assertThat(server.get("/api/v1/me", "1000", PASSWORD).path("id").asString()).isEqualTo("ada");
    }
  }

  @Test
  @Order(2)
  void changed_password_ends_the_telephones_that_had_the_old_one_for_good() {
    Path home = folder.resolve("bo");
    try (RunningPhone bo = server.phone(home, "bo", PASSWORD, "--transport", "tcp")) {
      bo.await("registered");
      // The server counts them once a second.
      await("no terminal").atMost(Duration.ofSeconds(10)).until(() -> terminals() > 0);
      server.patch("/api/v1/me", "bo", PASSWORD, "{\"password\":\"quite another one\"}");
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(() -> assertThat(terminals()).as("terminals").isZero());
      kill();
      server = RunningServer.startOnGivenPorts(folder.resolve("server"), server.samePorts());
      // It comes back as soon as it finds its connection gone, and is told.
      // Before that it may say that the connection broke.
      bo.await(
          "registrationFailed",
          event -> event.path("reason").asString().contains("password"),
          Duration.ofMinutes(1));
      assertThat(terminals()).isZero();
    }
    try (RunningPhone bo = server.phone(home, "bo", "quite another one")) {
      bo.await("registered");
    }
  }

  private double terminals() {
    return Prometheus.sum(server, "ringpost_terminals");
  }

  /** The database first, which must not go on with anything. */
  private void kill() {
    server
        .process()
        .toHandle()
        .descendants()
        .forEach(
            process -> {
              process.destroyForcibly();
              process.onExit().join();
            });
    server.process().destroyForcibly();
    server.process().onExit().join();
    server.close();
  }

  /** How many of its requests were answered so; an answer may come twice. */
  private static long answers(Baresip telephone, int status) {
    return Pattern.compile("SIP/2.0 " + status + " [^\u001b]*?CSeq: ([0-9]+) REGISTER")
        .matcher(telephone.log())
        .results()
        .map(answer -> answer.group(1))
        .distinct()
        .count();
  }

  private Baresip baresip(String name, String password) {
    return Baresip.start(
        folder.resolve(name),
        new Baresip.Setup(
            "1000",
            password,
            "127.0.0.1:" + server.sipPort(),
            true,
            "udp",
            "opus",
            "dtls_srtp",
            true,
            true,
            SpokenFile.write(folder.resolve("speech.wav"), "sentence-a", 2)));
  }
}
