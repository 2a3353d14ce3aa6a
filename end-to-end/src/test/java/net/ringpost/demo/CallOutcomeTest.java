// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Calls that are not answered, and who is told what about them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CallOutcomeTest {
  private static final String PASSWORD = "one-password-for-all";
  private static final String NO_VOICE_MAIL =
      "{\"voicemail\":{\"noAnswer\":false,\"busy\":false,\"declined\":false,\"away\":false,\"failed\":false}}";
  private static final String STRANGER = "elsewhere.example";

  @TempDir private static Path folder;

  private RunningServer server;
  private RunningPhone ada;
  private RunningPhone bo;

  @BeforeAll
  void start() {
    server = RunningServer.start(folder.resolve("server"));
    server.signUp("ada", PASSWORD, "1000", "Ada");
    server.signUp("bo", PASSWORD, "1001", "Bo");
    server.signUp("cy", PASSWORD, "1002", "Cy");
    server.signUp("di", PASSWORD, "1003", "Di");
    for (String callee : new String[] {"bo", "cy", "di"}) {
      server.patch("/api/v1/me", callee, PASSWORD, NO_VOICE_MAIL);
    }
    ada = softphone("ada", PASSWORD);
    bo = softphone("bo", PASSWORD);
    ada.await("registered");
    bo.await("registered");
  }

  @AfterAll
  void stop() {
    if (ada != null) {
      ada.close();
    }
    if (bo != null) {
      bo.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void wrong_password_is_refused_with_the_reason_and_nothing_is_registered() {
    try (RunningPhone cy = softphone("cy", "a wrong password")) {
      JsonNode failed = cy.await("registrationFailed");
      assertThat(failed.path("reason").asString()).contains("password");
      assertThat(dialled("1002")).isEqualTo(480);
    }
  }

  @Test
  void wrong_password_of_a_foreign_telephone_is_refused_and_nothing_is_registered() {
    needBaresip();
    try (Baresip cy = baresip("cy-wrong", "1002", "a-wrong-password")) {
      cy.logs("reg: [^\n]*(401|403) [A-Z]");
      assertThat(dialled("1002")).isEqualTo(480);
    }
  }

  @Test
  void busy_is_told_to_the_caller() {
    ada.command("dial 1001");
    bo.await("incoming");
    bo.command("reject busy");
    JsonNode ended = ada.await("ended");
    assertThat(ended.path("status").asInt()).isEqualTo(486);
    assertThat(ended.path("reason").asString()).isEqualTo("busy");
    history("busy", true);
  }

  @Test
  void declining_is_told_to_the_caller_and_is_no_missed_call() {
    ada.command("dial 1001");
    bo.await("incoming");
    bo.command("reject");
    assertThat(ada.await("ended").path("status").asInt()).isEqualTo(603);
    history("declined", false);
  }

  @Test
  void foreign_telephone_declines() {
    needBaresip();
    try (Baresip cy = baresip("cy-declines", "1002", PASSWORD)) {
      cy.registered();
      ada.command("dial 1002");
      cy.await("CALL_INCOMING");
      ada.await("ringing");
      cy.command("hangup", "");
      assertThat(ada.await("ended").path("status").asInt()).isEqualTo(486);
    }
  }

  @Test
  void caller_gives_up_and_the_callee_stops_ringing() {
    ada.command("dial 1001");
    bo.await("incoming");
    ada.await("ringing");
    ada.command("hangup");
    assertThat(ada.await("ended").path("reason").asString()).isEqualTo("cancelled");
    assertThat(bo.await("ended").path("reason").asString()).isEqualTo("the caller gave up");
    history("cancelled", true);
  }

  @Test
  void foreign_caller_gives_up() {
    needBaresip();
    try (Baresip cy = baresip("cy-gives-up", "1002", PASSWORD)) {
      cy.registered();
      cy.command("dial", "1001");
      bo.await("incoming");
      cy.await("CALL_RINGING");
      cy.command("hangup", "");
      assertThat(bo.await("ended").path("reason").asString()).isEqualTo("the caller gave up");
    }
  }

  @Test
  void number_that_nobody_has_and_member_who_is_away() {
    assertThat(dialled("4711")).isEqualTo(404);
    assertThat(dialled("1002")).isEqualTo(480);
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(latest("cy").path("missed").asBoolean())
                    .as(() -> "no missed call: " + latest("cy"))
                    .isTrue());
    assertThat(latest("cy").path("outcome").asString()).isEqualTo("no_terminal");
  }

  /** RFC 3261 timer B: half a minute. Its registration outlives it. */
  @Test
  void terminal_that_says_nothing_any_more_is_given_up() {
    needBaresip();
    try (Baresip di = baresip("di-frozen", "1003", PASSWORD)) {
      di.registered();
      di.freeze();
      ada.command("dial 1003");
      JsonNode ended = ada.await("ended", node -> true, Duration.ofSeconds(60));
      assertThat(ended.path("status").asInt()).isEqualTo(408);
      await()
          .atMost(Duration.ofSeconds(10))
          .untilAsserted(
              () ->
                  assertThat(latest("di").path("missed").asBoolean())
                      .as(() -> "no missed call: " + latest("di"))
                      .isTrue());
      assertThat(latest("di").path("outcome").asString()).isEqualTo("missed");
    }
  }

  @Test
  void all_terminals_ring_and_the_others_are_told_that_one_has_answered() {
    needBaresip();
    try (Baresip second = baresip("bo-second", "1001", PASSWORD)) {
      second.registered();
      ada.command("dial 1001");
      bo.await("incoming");
      second.await("CALL_INCOMING");
      bo.command("answer");
      ada.await("answered");
      second.await("CALL_CLOSED");
      second.logs("CANCEL [^\u001b]*Reason: SIP;cause=200;text=\"Call completed elsewhere\"");
      ada.command("hangup");
      bo.await("ended");
      ada.await("ended");

      ada.command("dial 1001");
      bo.await("incoming");
      second.await("CALL_INCOMING");
      second.command("accept", "");
      ada.await("answered");
      assertThat(bo.await("ended").path("reason").asString()).isEqualTo("answered elsewhere");
      ada.command("hangup");
      ada.await("ended");
      second.await("CALL_CLOSED");
    }
  }

  @Test
  void stranger_may_call_a_member() {
    needBaresip();
    try (Baresip eve = stranger("eve")) {
      eve.command("dial", "sip:1001@127.0.0.1:" + server.sipPort());
      assertThat(bo.await("incoming").path("from").asString()).contains("eve@" + STRANGER);
      eve.await("CALL_RINGING");
      bo.command("answer");
      eve.await("CALL_ESTABLISHED");
      eve.command("hangup", "");
      bo.await("ended");
    }
  }

  @Test
  void closed_server_lets_members_only_call() {
    needBaresip();
    try (RunningServer closed = RunningServer.start(folder.resolve("closed"), "--closed")) {
      closed.signUp("bo", PASSWORD, "1001", "Bo");
      try (Baresip eve = stranger("eve-outside")) {
        eve.command("dial", "sip:1001@127.0.0.1:" + closed.sipPort());
        assertThat(eve.await("CALL_CLOSED").path("param").asString()).startsWith("403");
      }
    }
  }

  private int dialled(String number) {
    ada.command("dial " + number);
    return ada.await("ended").path("status").asInt();
  }

  /** The latest call in both members' histories. */
  private void history(String outcome, boolean missed) {
    // It is written down after the telephones have been told.
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () -> assertThat(latest("bo").path("outcome").asString()).isEqualTo(outcome));
    JsonNode caller = latest("ada");
    JsonNode callee = latest("bo");
    assertThat(callee.path("id")).isEqualTo(caller.path("id"));
    for (JsonNode side : new JsonNode[] {caller, callee}) {
      assertThat(side.path("outcome").asString()).isEqualTo(outcome);
      assertThat(side.path("from").asString()).isEqualTo("1000");
      assertThat(side.path("to").asString()).isEqualTo("1001");
    }
    assertThat(caller.path("direction").asString()).isEqualTo("out");
    assertThat(callee.path("direction").asString()).isEqualTo("in");
    assertThat(caller.path("missed").asBoolean()).isFalse();
    assertThat(callee.path("missed").asBoolean()).isEqualTo(missed);
  }

  private JsonNode latest(String id) {
    return server.get("/api/v1/calls", id, PASSWORD).path(0);
  }

  private RunningPhone softphone(String id, String password) {
    return server.phone(folder.resolve("phone-" + id + "-" + password.length()), id, password);
  }

  private static void needBaresip() {
    Tools.need("baresip", "baresip-core");
    TalkNetwork.address();
  }

  private Baresip baresip(String name, String number, String password) {
    return baresip(name, number, password, "127.0.0.1:" + server.sipPort(), true);
  }

  private Baresip stranger(String name) {
    return baresip(name, "eve", PASSWORD, STRANGER, false);
  }

  private Baresip baresip(
      String name, String user, String password, String home, boolean registers) {
    return Baresip.start(
        folder.resolve(name),
        new Baresip.Setup(
            user,
            password,
            home,
            registers,
            "udp",
            "opus",
            "dtls_srtp",
            true,
            true,
            SpokenFile.write(folder.resolve("speech.wav"), "sentence-a", 2)));
  }
}
