// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A foreign telephone, Debian's baresip, subscribes to its own message-waiting (RFC 3842). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MwiSubscriptionTest {
  private static final String PASSWORD = "one-password-for-all";

  @TempDir private static Path folder;
  private RunningServer server;

  @BeforeAll
  void start() {
    Tools.need("baresip", "baresip-core");
    TalkNetwork.address();
    server = RunningServer.start(folder.resolve("server"));
    server.signUp("away", PASSWORD, "1001", "Away");
    server.signUp("ada", PASSWORD, "1002", "Ada");
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void subscribed_telephone_is_told_once_of_each_change() {
    Path said = Talk.message("sentence-a.wav", folder);
    try (Baresip away = baresip();
        RunningPhone ada = softphone(said)) {
      away.registered();
      away.logs("CSeq: [0-9]+ SUBSCRIBE");
      told(away, "0/0");
      ada.await("registered");
      // The terminal rings and refuses.
      ada.command("dial 1001");
      away.await("CALL_INCOMING");
      away.command("hangup", "");
      ada.await("answered");
      ada.listen(Talk.MESSAGE_REPORTS);
      ada.command("digit #");
      ada.await("ended");
      told(away, "1/0");
      JsonNode message = server.get("/api/v1/voicemails", "away", PASSWORD).get(0);
      server.patch(
          "/api/v1/voicemails/" + message.path("id").asString(),
          "away",
          PASSWORD,
          "{\"heard\":true}");
      told(away, "0/1");
      List<String> dialogs = notifies(away).stream().map(MwiSubscriptionTest::callId).toList();
      assertThat(dialogs).as("all in one dialog, each once").hasSize(3);
      assertThat(dialogs.stream().distinct()).hasSize(1);
    }
  }

  private static void told(Baresip phone, String counts) {
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(notifies(phone))
                    .as(phone::log)
                    .anyMatch(n -> n.contains("Voice-Message: " + counts)));
  }

  private static List<String> notifies(Baresip phone) {
    return Pattern.compile("\nNOTIFY sip:.*?\nVoice-Message: [0-9]+/[0-9]+", Pattern.DOTALL)
        .matcher(phone.log().replace("\r", ""))
        .results()
        .map(r -> r.group())
        .toList();
  }

  private static String callId(String notify) {
    Matcher m = Pattern.compile("\nCall-ID: (\\S+)").matcher(notify);
    return m.find() ? m.group(1) : "";
  }

  private Baresip baresip() {
    SpokenFile.write(folder.resolve("b.wav"), "sentence-b", 1);
    return Baresip.start(
        folder.resolve("away"),
        new Baresip.Setup(
            "1001",
            PASSWORD,
            "127.0.0.1:" + server.sipPort(),
            true,
            "udp",
            "PCMU",
            "",
            false,
            true,
            folder.resolve("b.wav")));
  }

  private RunningPhone softphone(Path said) {
    return RunningPhone.start(
        folder.resolve("ada"),
        "127.0.0.1:" + server.sipPort(),
        "ada",
        PASSWORD,
        "--bind",
        TalkNetwork.address(),
        "--plain",
        "only",
        "--audio-in",
        said.toString());
  }
}
