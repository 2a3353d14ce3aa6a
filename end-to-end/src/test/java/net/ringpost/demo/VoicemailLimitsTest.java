// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import net.ringpost.media.compare.SpeechComparison;
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
            folder.resolve("server"),
            "--voicemail-longest",
            "4",
            "--voicemail-calls",
            "1",
            "--voicemail-ports",
            "41000-41099")) {
      Member ada = Member.signUp(server, folder, "ada", "", 'a');
      Member bo = Member.signUp(server, folder, "bo", "", 'b');
      Member cy = Member.signUp(server, folder, "cy", "", 'a');
      try (RunningPhone a = ada.phone(server);
          RunningPhone b = bo.phone(server)) {
        a.command("dial " + cy.number());
        assertThat(a.await("media").path("remote").asString()).matches("127\\.0\\.0\\.1:410\\d\\d");
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

  @Test
  void full_mailbox_is_told_to_the_caller_and_takes_nothing() {
    Path prompts =
        Path.of("../directory-server/src/main/resources/net/ringpost/server/voicemail/call")
            .toAbsolutePath();
    try (RunningServer server =
        RunningServer.start(folder.resolve("server"), "--voicemail-quota", "0")) {
      Member ada = Member.signUp(server, folder, "ada", "", 'a');
      Member bo = Member.signUp(server, folder, "bo", "", 'b');
      try (RunningPhone a = ada.phone(server)) {
        // A telephone's first call finds it slow: the second is listened to.
        for (int i = 0; i < 2; i++) {
          a.command("dial " + bo.number());
          a.await("media");
          a.await("ended", e -> true, Duration.ofSeconds(60));
        }
      }
      Path full =
          StoredMessage.decoded(
              prompts.resolve("en/full.opus"), folder.resolve("full.wav"), folder);
      SpeechComparison words = Talk.compare(full, ada.heardIn(2));
      assertThat(words.correlation()).as(Talk.describe(words)).isGreaterThan(Talk.UNDERSTOOD);
      assertThat(server.get("/api/v1/voicemails", "bo", bo.password())).isEmpty();
    }
  }

  @Test
  void who_says_nothing_is_not_recorded_for_ever_and_leaves_no_message() {
    try (RunningServer server =
        RunningServer.start(folder.resolve("server"), "--voicemail-silence", "3")) {
      Member ada = Member.signUp(server, folder, "ada", "", 'a');
      Member bo = Member.signUp(server, folder, "bo", "", 'b');
      try (RunningPhone a = ada.silentPhone(server)) {
        a.command("dial " + bo.number());
        a.await("media");
        await("nothing is being recorded")
            .atMost(Duration.ofSeconds(30))
            .until(() -> Prometheus.sum(server, "ringpost_voicemail_recording") == 1);
        a.await("ended", e -> true, Duration.ofSeconds(60));
      }
      await("still being recorded")
          .atMost(Duration.ofSeconds(10))
          .until(() -> Prometheus.sum(server, "ringpost_voicemail_recording") == 0);
      assertThat(server.get("/api/v1/voicemails", "bo", bo.password())).isEmpty();
    }
  }
}
