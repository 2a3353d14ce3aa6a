// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The server ends, suddenly or not: the talk goes on, and afterwards everything is as it was. */
class KillTest {
  @TempDir Path folder;

  @Test
  void a_call_outlives_the_server_and_the_next_server_knows_everything() throws Exception {
    RunningServer first = RunningServer.start(folder.resolve("server"));
    Member ada = Member.signUp(first, folder, "ada", "", 'a');
    Member bo = Member.signUp(first, folder, "bo", "", 'b');
    try (RunningPhone a = ada.phone(first);
        RunningPhone b = bo.phone(first)) {
      talk(a, b, bo.number());
      first.process().destroyForcibly().waitFor();
      long received = received(a);
      a.listen(3);
      assertThat(received(a)).as("packets of the talk after the kill").isGreaterThan(received + 50);

      String[] ports = first.samePorts();
      try (RunningServer second =
          RunningServer.startOnGivenPorts(folder.resolve("server"), ports)) {
        b.command("hangup");
        a.await("ended");
        b.await("ended");
        assertThat(second.get("/api/v1/me", "ada", ada.password()).path("number").asString())
            .isEqualTo(ada.number());
        JsonNode history = second.get("/api/v1/calls", "bo", bo.password());
        assertThat(history).hasSize(1);
        talk(a, b, bo.number());
        a.command("hangup");
        b.await("ended");
      }
    }
  }

  @Test
  void a_stop_in_the_moment_of_a_call_leaves_it_in_the_history() {
    RunningServer first = RunningServer.start(folder.resolve("stopped"));
    Member ada = Member.signUp(first, folder, "ada", "", 'a');
    Member bo = Member.signUp(first, folder, "bo", "", 'b');
    try (RunningPhone a = ada.phone(first);
        RunningPhone b = bo.phone(first)) {
      a.command("dial " + bo.number());
      b.await("incoming");
      first.close();
    }
    try (RunningServer second = RunningServer.start(folder.resolve("stopped"))) {
      assertThat(second.get("/api/v1/calls", "bo", bo.password())).hasSize(1);
    }
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
