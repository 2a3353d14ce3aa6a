// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import net.ringpost.media.compare.SpeechComparison;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Nobody answers: the message is taken, kept, told of, and heard. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VoicemailTest {
  private static final String PASSWORD = "one-password-for-all";

  @TempDir private static Path folder;
  private RunningServer server;

  @BeforeAll
  void start() {
    server = RunningServer.start(folder.resolve("server"));
    for (String id : List.of("ada", "bo", "cy", "di", "ed", "fay", "gil")) {
      server.signUp(id, PASSWORD, "", "Name of " + id);
    }
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void message_for_who_is_away_is_taken_and_heard_at_the_next_sign_in() {
    Path said = Talk.message("sentence-a.wav", folder);
    try (RunningPhone ada = phone("ada", "--audio-in", said.toString())) {
      ada.await("registered");
      ada.command("dial cy");
      assertThat(ada.await("answered").path("by").asString()).isEqualTo("voicemail");
      assertThat(ada.await("media").path("encryption").asString()).isEqualTo("DTLS-SRTP");
      assertThat(ada.events("ringing")).as("nothing rings").isEmpty();
      leave(ada);
      assertThat(ada.await("messageLeft").path("kept").asBoolean()).isTrue();
      assertThat(ada.await("ended").path("status").asInt()).isEqualTo(200);
    }
    JsonNode message = messages("cy", 1).get(0);
    assertThat(message.path("from").asString()).isEqualTo(number("ada"));
    assertThat(message.path("heard").asBoolean()).isFalse();
    assertThat(message.path("durationMs").asLong()).isBetween(5_000L, 15_000L);
    JsonNode call = server.get("/api/v1/calls", "cy", PASSWORD).get(0);
    assertThat(call.path("missed").asBoolean()).isTrue();
    assertThat(message.path("call").asString()).isEqualTo(call.path("id").asString());
    try (RunningPhone cy = phone("cy");
        RunningPhone alsoCy = phoneIn("second-phone-cy", "cy")) {
      assertThat(cy.await("messages").path("unheard").asInt()).isEqualTo(1);
      assertThat(alsoCy.await("messages").path("unheard").asInt()).isEqualTo(1);
      cy.command("voicemail list");
      assertThat(cy.await("voicemails").path("messages")).hasSize(1);
      cy.command("voicemail play 1");
      Path heard = Path.of(cy.await("voicemailPlayed").path("file").asString());
      SpeechComparison words = Talk.compare(Talk.sentence("sentence-a.wav", folder), heard);
      assertThat(words.correlation()).as(Talk.describe(words)).isGreaterThan(Talk.UNDERSTOOD);
      assertThat(words.longestGapMillis()).isLessThanOrEqualTo(Talk.LONGEST_GAP_MILLIS);
      // It may have been told before the sound was there.
      await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(
              () ->
                  assertThat(cy.events("messages").getLast().path("heard").asInt() == 1)
                      .as(() -> "lamp: " + cy.events("messages"))
                      .isTrue());
      assertThat(cy.events("messages").getLast().path("unheard").asInt()).isZero();
      assertThat(alsoCy.await("messages").path("heard").asInt())
          .as("the mark shows on the other telephone too")
          .isEqualTo(1);
      cy.command("voicemail delete 1");
      cy.await("voicemailDeleted");
      await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(
              () ->
                  assertThat(cy.events("messages").getLast().path("heard").asInt() == 0)
                      .as(() -> "lamp: " + cy.events("messages"))
                      .isTrue());
      cy.command("voicemail undelete");
      cy.await("voicemailRestored");
      cy.command("voicemail list");
      assertThat(cy.await("voicemails").path("messages")).hasSize(1);
    }
  }

  @Test
  void who_does_not_answer_in_time_gets_a_message() {
    patch("bo", "{\"voicemailAfterSeconds\":5}");
    Path said = Talk.message("sentence-b.wav", folder);
    try (RunningPhone bo = phone("bo");
        RunningPhone ada = phone("ada", "--audio-in", said.toString())) {
      bo.await("registered");
      ada.await("registered");
      ada.command("dial bo");
      bo.await("incoming");
      ada.await("ringing");
      assertThat(bo.await("ended").path("reason").asString()).isEqualTo("not answered in time");
      ada.await("answered");
      ada.listen(Talk.MESSAGE_REPORTS);
      ada.command("hangup");
      assertThat(ada.await("messageLeft").path("kept").asBoolean())
          .as("also who hangs up is told")
          .isTrue();
      assertThat(bo.await("messages").path("unheard").asInt()).isEqualTo(1);
    }
    assertThat(messages("bo", 1).get(0).path("call").asString())
        .isEqualTo(server.get("/api/v1/calls", "bo", PASSWORD).get(0).path("id").asString());
  }

  @Test
  void message_of_a_caller_that_vanishes_is_kept() {
    Path said = Talk.message("sentence-b.wav", folder);
    try (RunningPhone ada = phone("ada", "--audio-in", said.toString())) {
      ada.await("registered");
      ada.command("dial gil");
      ada.listen(Talk.MESSAGE_REPORTS);
      ada.process().descendants().forEach(ProcessHandle::destroyForcibly);
      ada.process().destroyForcibly();
    }
    await("no message was kept")
        .atMost(Duration.ofSeconds(90))
        .until(() -> server.get("/api/v1/voicemails", "gil", PASSWORD).size() == 1);
    assertThat(messages("gil", 1).get(0).path("durationMs").asLong()).isBetween(3_000L, 60_000L);
  }

  @Test
  void own_mailbox_is_heard_by_telephone() {
    Path said = Talk.message("sentence-b.wav", folder);
    try (RunningPhone ada = phone("ada", "--audio-in", said.toString())) {
      ada.await("registered");
      ada.command("dial di");
      leave(ada);
      ada.await("ended");
    }
    messages("di", 1);
    Path heard = folder.resolve("di-heard.wav");
    try (RunningPhone di = phone("di", "--audio-out", heard.toString())) {
      di.await("messages");
      di.command("dial *97");
      di.await("media");
      // "New messages: one. New message." and then the message.
      di.listen(Talk.MESSAGE_REPORTS);
      di.command("digit 7");
      di.await("messages", m -> m.path("unheard").asInt() == 0, Duration.ofSeconds(20));
      di.await("ended");
    }
    SpeechComparison words = Talk.compare(Talk.sentence("sentence-b.wav", folder), heard);
    assertThat(words.correlation()).as(Talk.describe(words)).isGreaterThan(Talk.UNDERSTOOD);
    messages("di", 0);
  }

  @Test
  void who_wants_no_voice_mail_gets_none() {
    patch("ed", "{\"voicemail\":{\"away\":false}}");
    try (RunningPhone ada = phone("ada")) {
      ada.await("registered");
      ada.command("dial ed");
      assertThat(ada.await("ended").path("status").asInt()).isEqualTo(480);
    }
  }

  @Test
  void hanging_up_during_the_greeting_leaves_nothing() {
    try (RunningPhone ada = phone("ada")) {
      ada.await("registered");
      ada.command("dial fay");
      ada.await("media");
      ada.command("hangup");
      ada.await("ended");
    }
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(Prometheus.sum(server, "ringpost_voicemail_recording"))
                    .as("ringpost_voicemail_recording")
                    .isEqualTo(0));
    messages("fay", 0);
  }

  /** Waits until the message is said, and ends it. */
  private static void leave(RunningPhone caller) {
    caller.listen(Talk.MESSAGE_REPORTS);
    caller.command("digit #");
  }

  private JsonNode messages(String id, int count) {
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> assertThat(server.get("/api/v1/voicemails", id, PASSWORD)).hasSize(count));
    return server.get("/api/v1/voicemails", id, PASSWORD);
  }

  private String number(String id) {
    return server.get("/api/v1/me", id, PASSWORD).path("number").asString();
  }

  private void patch(String id, String json) {
    server.patch("/api/v1/me", id, PASSWORD, json);
  }

  private RunningPhone phone(String id, String... more) {
    return phoneIn("phone-" + id, id, more);
  }

  private RunningPhone phoneIn(String data, String id, String... more) {
    return server.phone(folder.resolve(data), id, PASSWORD, more);
  }
}
