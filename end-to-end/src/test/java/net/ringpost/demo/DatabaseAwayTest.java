// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The database dies while the server runs: calls go on, sign-up says that it must wait, and it is
 * started again.
 */
class DatabaseAwayTest {
  @TempDir Path folder;

  @Test
  void calls_go_on_and_sign_up_says_503() throws IOException {
    try (RunningServer server = RunningServer.start(folder.resolve("server"))) {
      Member ada = Member.signUp(server, folder, "ada", "", 'a');
      Member bo = Member.signUp(server, folder, "bo", "", 'b');
      try (RunningPhone a = ada.phone(server);
          RunningPhone b = bo.phone(server)) {
        // Nothing can be started without its tables: the database is away until they are back.
        Path tables = folder.resolve("server/database/tables");
        Path elsewhere = folder.resolve("elsewhere");
        Files.move(tables, elsewhere);
        kill(database(server));
        HttpResponse<String> refused = signUpLate(server);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("database").contains("try again");
        a.command("dial " + bo.number());
        b.await("incoming");
        b.command("answer");
        a.await("media");
        a.command("hangup");
        b.await("ended");
        Files.move(elsewhere, tables);
        await("the database is started again")
            .atMost(Duration.ofMinutes(1))
            .until(() -> signUpLate(server).statusCode() != 503);
        assertThat(server.get("/api/v1/me", "late", "too late for this").path("id").asString())
            .isEqualTo("late");
      }
      // The operator is told in sentences.
      assertThat(Files.readString(server.data().resolve("server.err")))
          .contains("The embedded database ended")
          .doesNotContain("\tat ", "The last packet");
    }
  }

  private static HttpResponse<String> signUpLate(RunningServer server) {
    return server.send(
        HttpRequest.newBuilder(server.url("/api/v1/accounts"))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"id\":\"late\",\"password\":\"too late for this\"}"))
            .build());
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
