// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import net.ringpost.media.compare.SpeechComparison;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Own greetings, by telephone and by the softphone's command: callers hear exactly these. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GreetingTest {
  private static final String PASSWORD = "one-password-for-all";

  @TempDir private static Path folder;
  private RunningServer server;

  @BeforeAll
  void start() {
    server = RunningServer.start(folder.resolve("server"));
    for (String id : List.of("ada", "bo", "cy")) {
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
  void greeting_recorded_by_telephone_is_what_callers_hear() {
    Path said = Talk.message("sentence-a.wav", folder);
    try (RunningPhone bo = phone("bo", "--audio-in", said.toString())) {
      bo.await("registered");
      bo.command("dial *97");
      bo.await("media");
      // "You have no messages. For your greeting, press 3."
      bo.command("digit 3");
      bo.listen(2);
      // Enough of "After the tone, say your greeting": the tone, and what is said then.
      bo.command("digit #");
      bo.listen(Talk.MESSAGE_REPORTS - 2);
      bo.command("digit #");
      bo.listen(1);
      bo.command("digit 2");
      bo.await("ended");
    }
    heardBy("ada", "bo", "sentence-a.wav");
  }

  @Test
  void greeting_sent_from_a_file_is_what_callers_hear_until_the_standard_one_is_wanted() {
    // With a long silence first: a caller's telephone that has just been started is slow.
    Path said = Talk.message("sentence-b.wav", folder);
    try (RunningPhone cy = phone("cy")) {
      cy.await("registered");
      cy.command("voicemail greeting " + said);
      assertThat(cy.await("greetingChanged").path("own").asBoolean()).isTrue();
      cy.command("voicemail greeting " + folder.resolve("server").resolve("server.json"));
      assertThat(cy.await("error").path("message").asString())
          .contains("Ogg Opus or a WAV file of one minute at most");
    }
    heardBy("ada", "cy", "sentence-b.wav");
    try (RunningPhone cy = phone("cy")) {
      cy.await("registered");
      cy.command("voicemail greeting default");
      assertThat(cy.await("greetingChanged").path("own").asBoolean()).isFalse();
    }
    assertThat(server.get("/api/v1/me", "cy", PASSWORD).path("greeting").asString())
        .isEqualTo("en");
  }

  private void heardBy(String caller, String callee, String sentence) {
    Path heard = folder.resolve(callee + "-greets.wav");
    try (RunningPhone ada = phone(caller, "--audio-out", heard.toString())) {
      ada.await("registered");
      ada.command("dial " + callee);
      ada.await("media");
      ada.listen(Talk.MESSAGE_REPORTS);
      ada.command("hangup");
      ada.await("ended");
    }
    SpeechComparison words = Talk.compare(Talk.sentence(sentence, folder), heard);
    assertThat(words.correlation()).as(Talk.describe(words)).isGreaterThan(Talk.UNDERSTOOD);
    assertThat(words.longestGapMillis()).isLessThanOrEqualTo(Talk.LONGEST_GAP_MILLIS);
  }

  private RunningPhone phone(String id, String... more) {
    return server.phone(folder.resolve("phone-" + id), id, PASSWORD, more);
  }
}
