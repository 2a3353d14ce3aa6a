// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A softphone that is told neither its number nor where the site is. */
class SoftphoneSiteTest {
  private static final String PASSWORD = "one-password-for-all";

  @TempDir private static Path folder;

  @Test
  void telephone_learns_number_and_site_from_the_server() {
    try (RunningServer server = RunningServer.start(folder.resolve("server"))) {
      server.signUp("ada", PASSWORD, "1001", "Ada");
      try (RunningPhone ada =
          RunningPhone.start(
              folder.resolve("ada"),
              "127.0.0.1:" + server.sipPort(),
              "ada",
              PASSWORD,
              "--bind",
              "127.0.0.1")) {
        JsonNode registered = ada.await("registered");
        assertThat(registered.path("number").asString()).isEqualTo("1001");
        assertThat(registered.path("site").asString())
            .isEqualTo("http://127.0.0.1:" + server.httpPort() + "/");
        ada.command("redial");
        assertThat(ada.await("error").path("message").asString())
            .isEqualTo("you have called nobody yet");
        ada.command("dial 4711");
        assertThat(ada.await("ended").path("status").asInt()).isEqualTo(404);
        await("the call is not in the history")
            .atMost(Duration.ofSeconds(10))
            .until(() -> server.get("/api/v1/calls", "ada", PASSWORD).size() == 1);
        ada.command("history");
        JsonNode call = ada.await("calls").path("calls").get(0);
        assertThat(call.path("direction").asString()).isEqualTo("out");
        assertThat(call.path("number").asString()).isEqualTo("4711");
        ada.command("voicemail list");
        assertThat(ada.await("voicemails").path("messages")).isEmpty();
        ada.command("dial 10-01");
        assertThat(ada.await("answered").path("by").asString())
            .as("the own number reaches the own voice mail")
            .isEqualTo("machine");
        ada.command("hangup");
        ada.await("ended");
        ada.command("unregister");
        assertThat(ada.await("unregistered").path("number").asString()).isEqualTo("1001");
      }
    }
  }
}
