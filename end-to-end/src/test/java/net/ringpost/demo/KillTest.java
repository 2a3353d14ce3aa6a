// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The server ends, suddenly or not: the talk goes on, and afterwards everything is as it was. */
class KillTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  @TempDir Path folder;

  @Test
  void a_call_outlives_the_server_and_the_next_server_knows_everything() throws Exception {
    RunningServer first = RunningServer.start(folder.resolve("server"));
    Member ada = Member.signUp(first, folder, "ada", "", 'a');
    Member bo = Member.signUp(first, folder, "bo", "", 'b');
    Member cy = Member.signUp(first, folder, "cy", "", 'a');
    Member di = Member.signUp(first, folder, "di", "", 'b');
    try (RunningPhone a = ada.phone(first);
        RunningPhone b = bo.phone(first);
        RunningPhone tcp = cy.phone(first, "--transport", "tcp");
        RunningPhone tls = di.phone(first, "--transport", "tls")) {
      talk(a, b, bo.number());
      first.process().destroyForcibly().waitFor();
      long received = received(a);
      a.listen(3);
      assertThat(received(a)).as("packets of the talk after the kill").isGreaterThan(received + 50);
      for (RunningPhone connected : List.of(tcp, tls)) {
        assertThat(connected.await("registrationFailed").path("retry").asDouble()).isPositive();
      }

      String[] ports = first.samePorts();
      try (RunningServer second =
          RunningServer.startOnGivenPorts(folder.resolve("server"), ports)) {
        b.command("hangup");
        a.await("ended");
        b.await("ended");
        assertThat(second.get("/api/v1/me", "ada", ada.password()).path("number").asString())
            .isEqualTo(ada.number());
        assertThat(calls(second, bo)).hasSize(1);
        assertThat(calls(second, bo).get(0).path("outcome").asString()).isEqualTo("answered");
        talk(a, b, bo.number());
        a.command("hangup");
        b.await("ended");
        // Nobody has touched them either.
        tcp.await("registered");
        tls.await("registered");
        talk(tcp, tls, di.number());
        tls.command("hangup");
        tcp.await("ended");
      }
    }
  }

  @ParameterizedTest(name = "suddenly: {0}")
  @ValueSource(booleans = {true, false})
  void a_call_that_rings_when_the_server_ends_is_missed(boolean suddenly) throws Exception {
    RunningServer first = RunningServer.start(folder.resolve("server"));
    Member ada = Member.signUp(first, folder, "ada", "", 'a');
    Member bo = Member.signUp(first, folder, "bo", "", 'b');
    try (RunningPhone a = ada.silentPhone(first);
        RunningPhone b = bo.silentPhone(first)) {
      a.command("dial " + bo.number());
      b.await("incoming");
      if (suddenly) {
        // The last half second of the history may be lost.
        await("the call is not in the history")
            .atMost(PATIENCE)
            .until(() -> !calls(first, bo).isEmpty());
        assertThat(calls(first, bo).get(0).path("missed").asBoolean()).isFalse();
        first.process().destroyForcibly().waitFor();
      }
      first.close();
    }
    try (RunningServer second = RunningServer.start(folder.resolve("server"))) {
      // The server does not wait for it before it is ready.
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(calls(second, bo).path(0).path("missed").asBoolean())
                      .as(() -> "not missed: " + calls(second, bo))
                      .isTrue());
      assertThat(calls(second, bo)).hasSize(1);
      assertThat(calls(second, bo).get(0).path("outcome").asString()).isEqualTo("missed");
    }
  }

  private static JsonNode calls(RunningServer server, Member member) {
    return server.get("/api/v1/calls", member.id(), member.password());
  }

  private static void talk(RunningPhone a, RunningPhone b, String number) {
    a.command("dial " + number);
    b.await("incoming");
    b.command("answer");
    a.await("answered");
    a.await("media");
    b.await("media");
    a.await("statistics", s -> s.path("received").asLong() > 20, Duration.ofSeconds(20));
  }

  private static long received(RunningPhone phone) {
    return phone.await("statistics").path("received").asLong();
  }
}
