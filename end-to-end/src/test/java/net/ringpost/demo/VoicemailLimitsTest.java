// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the operator allows of messages is what callers get. */
class VoicemailLimitsTest {
  @TempDir Path folder;

  @Test
  void longest_message_and_callers_at_once_are_the_operators_choice() {
    try (RunningServer server =
        RunningServer.start(
            folder.resolve("server"), "--voicemail-longest", "4", "--voicemail-calls", "1")) {
      Member ada = Member.signUp(server, folder, "ada", "", 'a');
      Member bo = Member.signUp(server, folder, "bo", "", 'b');
      Member cy = Member.signUp(server, folder, "cy", "", 'a');
      try (RunningPhone a = ada.phone(server);
          RunningPhone b = bo.phone(server)) {
        a.command("dial " + cy.number());
        a.await("media");
        b.command("dial " + cy.number());
        assertThat(b.await("ended").path("status").asInt()).isEqualTo(480);
        assertThat(a.await("ended", e -> true, Duration.ofSeconds(60)).path("reason").asString())
            .as("the server says thanks and ends it")
            .isNotEmpty();
        b.command("dial " + cy.number());
        b.await("answered");
        b.command("hangup");
      }
      JsonNode messages = server.get("/api/v1/voicemails", "cy", cy.password());
      assertThat(messages).hasSize(1);
      assertThat(messages.get(0).path("durationMs").asLong()).isBetween(3_900L, 4_100L);
    }
  }
}
