// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A server on a database that the operator runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GivenDatabaseTest {
  @TempDir private static Path folder;

  private MariaDb database;

  @BeforeAll
  void start() {
    database = MariaDb.start(folder.resolve("database"));
  }

  @AfterAll
  void stop() {
    if (database != null) {
      database.close();
    }
  }

  @Test
  void members_registrations_and_history_are_there_for_the_next_server() {
    RunningServer first = RunningServer.start(data(), database.options());
    Member ada = Member.signUp(first, folder, "ada", "", 'a');
    Member bo = Member.signUp(first, folder, "bo", "", 'b');
    try (RunningPhone a = ada.phone(first);
        RunningPhone b = bo.phone(first)) {
      talk(a, b, bo.number());
      first.close();
      String[] same =
          Stream.of(first.samePorts(), database.options())
              .flatMap(Stream::of)
              .toArray(String[]::new);
      try (RunningServer second = RunningServer.startOnGivenPorts(data(), same)) {
        assertThat(second.get("/api/v1/me", "bo", bo.password()).path("number").asString())
            .isEqualTo(bo.number());
        JsonNode history = second.get("/api/v1/calls", "bo", bo.password());
        assertThat(history).hasSize(1);
        assertThat(history.get(0).path("outcome").asString()).isEqualTo("answered");
        // Nobody has registered again: where they are is in the database.
        talk(a, b, bo.number());
        assertThat(b.events("registered")).hasSize(1);
      }
    } finally {
      first.close();
    }
    // The embedded one was not started besides.
    assertThat(data().resolve("database")).doesNotExist();
  }

  @Test
  void sign_up_says_503_while_it_is_away_and_works_when_it_is_back() {
    try (RunningServer server = RunningServer.start(data(), database.options())) {
      database.stop();
      HttpResponse<String> refused = byRest(server, "late");
      assertThat(refused.statusCode()).as(refused.body()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
      HttpResponse<String> page = byForm(server, "later");
      assertThat(page.statusCode()).as(page.body()).isEqualTo(503);
      assertThat(page.body())
          .contains("The database cannot be reached at the moment")
          .contains("value=\"later\"");
      database.startAgain();
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(
              () -> {
                HttpResponse<String> answer = byRest(server, "late");
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
              });
      assertThat(byForm(server, "later").statusCode()).isEqualTo(303);
    }
  }

  private static Path data() {
    // One folder for all: the key to the passwords in the database is there.
    return folder.resolve("server");
  }

  private static void talk(RunningPhone a, RunningPhone b, String number) {
    a.command("dial " + number);
    b.await("incoming");
    b.command("answer");
    a.await("media");
    a.command("hangup");
    a.await("ended");
    b.await("ended");
  }

  private static HttpResponse<String> byRest(RunningServer server, String id) {
    String json = "{\"id\":\"" + id + "\",\"password\":\"too late for this\"}";
    return post(server, "/api/v1/accounts", "application/json", json);
  }

  private static HttpResponse<String> byForm(RunningServer server, String id) {
    String form = "id=" + id + "&password=too+late+for+this";
    return post(server, "/?lang=en", "application/x-www-form-urlencoded", form);
  }

  private static HttpResponse<String> post(
      RunningServer server, String path, String type, String body) {
    return server.send(
        HttpRequest.newBuilder(server.url(path))
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body))
            .build());
  }
}
