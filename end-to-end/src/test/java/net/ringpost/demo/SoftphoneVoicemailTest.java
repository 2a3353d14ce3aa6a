// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import net.ringpost.media.compare.SpeechComparison;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Our softphone leaves a message with each codec, plain and encrypted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SoftphoneVoicemailTest {
  private static final String PASSWORD = "one-password-for-all";

  @TempDir private static Path folder;
  private RunningServer server;

  @BeforeAll
  void start() {
    server = RunningServer.start(folder.resolve("server"));
    server.signUp("ada", PASSWORD, "1001", "");
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest(name = "{1}, {3}")
  @CsvSource({
    "2001, opus, only,  none",
    "2002, PCMU, only,  none",
    "2003, PCMA, only,  none",
    "2004, opus, never, DTLS-SRTP",
    "2005, PCMU, never, DTLS-SRTP",
    "2006, PCMA, never, DTLS-SRTP",
  })
  void message_has_the_words(String callee, String codec, String plain, String encryption) {
    server.signUp("away" + callee, PASSWORD, callee, "");
    String said = Talk.message("sentence-a.wav", folder).toString();
    String[] options = {"--audio-in", said, "--codecs", codec, "--plain", plain};
    try (RunningPhone ada = server.phone(folder.resolve("ada"), "ada", PASSWORD, options)) {
      ada.await("registered");
      ada.command("dial " + callee);
      JsonNode media = ada.await("media");
      assertThat(media.path("encryption").asString()).isEqualTo(encryption);
      assertThat(media.path("codec").asString()).isEqualToIgnoringCase(codec);
      ada.listen(Talk.MESSAGE_REPORTS);
      ada.command("digit #");
      assertThat(ada.await("ended").path("status").asInt()).isEqualTo(200);
    }
    StoredMessage message = StoredMessage.newest(server, "away" + callee, PASSWORD, 1, folder);
    SpeechComparison words = Talk.compare(Talk.sentence("sentence-a.wav", folder), message.sound());
    String told = Talk.describe(words);
    System.out.printf("%s %s: %s%n", codec, encryption, told);
    assertThat(words.correlation()).as(told).isGreaterThan(Talk.UNDERSTOOD);
    assertThat(words.levelDecibels()).as(told).isBetween(-4.0, 4.0);
    assertThat(words.longestGapMillis()).as(told).isLessThanOrEqualTo(Talk.LONGEST_GAP_MILLIS);
  }
}
