// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database dies while the server runs: calls go on, sign-up says that it must wait. */
class DatabaseAwayTest {
  @TempDir Path folder;

  @Test
  void calls_go_on_and_sign_up_says_503() {
    try (RunningServer server = RunningServer.start(folder.resolve("server"))) {
      Member ada = Member.signUp(server, folder, "ada", "", 'a');
      Member bo = Member.signUp(server, folder, "bo", "", 'b');
      try (RunningPhone a = ada.phone(server);
          RunningPhone b = bo.phone(server)) {
        kill(database(server));
        HttpResponse<String> refused =
            server.send(
                HttpRequest.newBuilder(server.url("/api/v1/accounts"))
                    .header("Content-Type", "application/json")
                    .POST(
                        HttpRequest.BodyPublishers.ofString(
                            "{\"id\":\"late\",\"password\":\"too late for this\"}"))
                    .build());
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("database").contains("try again");
        assertThat(server.text("/actuator/health")).contains("\"DOWN\"");
        a.command("dial " + bo.number());
        b.await("incoming");
        b.command("answer");
        a.await("media");
        a.command("hangup");
        b.await("ended");
      }
    }
  }

  private static ProcessHandle database(RunningServer server) {
    return server
        .process()
        .toHandle()
        .descendants()
        .filter(p -> p.info().command().orElse("").endsWith("mariadbd"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no mariadbd below the server"));
  }

  private static void kill(ProcessHandle process) {
    process.destroyForcibly();
    process.onExit().join();
  }
}
