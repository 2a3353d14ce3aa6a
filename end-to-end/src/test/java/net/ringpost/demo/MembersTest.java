// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./ringpost member}, and who may sign up, with the server running and not. */
class MembersTest {
  private static final String PASSWORD = "a good password";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path folder;

  private Path data() {
    return folder.resolve("server");
  }

  @Test
  void operator_invites_shuts_out_lets_in_and_deletes() throws Exception {
    try (RunningServer server = RunningServer.start(data(), "--sign-up", "invite")) {
      invitationsAreNeeded(server);
      disabledMemberIsAsUnknown(server);
      passwordIsReset(server);
      deletedMemberIsGone(server);
      assertThat(member("disable", "nobody-there").exit()).isEqualTo(1);
    }
    // The database is started for each command.
    assertThat(member("disable", "ada").output()).contains("ada (1000) is disabled.");
    assertThat(member("delete", "bo").exit()).isZero();
    try (RunningServer server = RunningServer.start(data(), "--sign-up-limit", "3")) {
      assertThat(me(server, "ada", PASSWORD)).isEqualTo(401);
      assertThat(signUp(server, "new-bo", "1001", "").statusCode()).isEqualTo(409);
      // Of the three places the refused one has taken a tenth.
      List<Integer> answers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        answers.add(signUp(server, "many-" + i, "", "").statusCode());
      }
      assertThat(answers).containsExactly(201, 201, 429, 429);
      HttpResponse<String> refused = signUp(server, "one-more", "", "");
      assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElse("")))
          .isBetween(1, 1200);
      assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
      HttpResponse<String> page = submit(server, "id=page&password=some+words+here");
      assertThat(page.statusCode()).isEqualTo(429);
      assertThat(page.headers().firstValue("Retry-After")).isPresent();
      assertThat(page.body()).contains("try again in").contains("value=\"page\"");
    }
    try (RunningServer server = RunningServer.start(data(), "--sign-up", "closed")) {
      assertThat(signUp(server, "late", "", "").statusCode()).isEqualTo(403);
      assertThat(server.text("/?lang=en")).contains("Sign-up is closed").doesNotContain("<form");
      assertThat(submit(server, "id=late&password=some+words+here").statusCode()).isEqualTo(403);
    }
  }

  private void invitationsAreNeeded(RunningServer server) throws Exception {
    assertThat(server.text("/?lang=en")).contains("id=\"invitation\"");
    HttpResponse<String> refused = signUp(server, "ada", "1000", "");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(JSON.readTree(refused.body()).path("field").asString()).isEqualTo("invitation");
    String code = member("invite", "--uses", "2", "--days", "1").output().strip();
    assertThat(signUp(server, "ada", "1000", code).statusCode()).isEqualTo(201);
    assertThat(signUp(server, "ada", "", code).statusCode()).isEqualTo(409);
    assertThat(signUp(server, "bo", "1001", code).statusCode()).isEqualTo(201);
    assertThat(signUp(server, "cy", "1002", code).statusCode()).isEqualTo(403);
    String another = member("invite").output().strip();
    assertThat(submit(server, "id=cy&password=some+words+here&number=1002").statusCode())
        .isEqualTo(403);
    assertThat(
            submit(server, "id=cy&password=some+words+here&number=1002&invitation=" + another)
                .statusCode())
        .isIn(201, 303);
  }

  private void disabledMemberIsAsUnknown(RunningServer server) throws Exception {
    try (RunningPhone ada = server.phone(folder.resolve("ada"), "ada", PASSWORD);
        RunningPhone bo = server.phone(folder.resolve("bo"), "bo", PASSWORD)) {
      ada.await("registered");
      bo.await("registered");
      terminalsBecome(2, server);
      assertThat(member("disable", "1000").exit()).isZero();
      terminalsBecome(1, server);
      assertThat(me(server, "ada", PASSWORD)).isEqualTo(401);
      assertThat(dialled(bo, "1000")).isEqualTo(404);
      JsonNode listed = JSON.readTree(member("list", "--disabled", "--json").output());
      assertThat(listed.path("id").asString()).isEqualTo("ada");
      assertThat(listed.path("terminals").asInt()).isZero();
      assertThat(member("enable", "ada").exit()).isZero();
      assertThat(me(server, "ada", PASSWORD)).isEqualTo(200);
    }
  }

  /** The figure is taken anew now and then. */
  private static void terminalsBecome(int wanted, RunningServer server) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(Prometheus.sum(server, "ringpost_terminals"))
                    .as("ringpost_terminals")
                    .isEqualTo(wanted));
  }

  private static int dialled(RunningPhone phone, String number) {
    phone.command("dial " + number);
    return phone.await("ended").path("status").asInt();
  }

  private void passwordIsReset(RunningServer server) throws Exception {
    String said = member("reset-password", "1000").output().strip();
    String password = said.substring(said.lastIndexOf(' ') + 1);
    assertThat(me(server, "ada", PASSWORD)).isEqualTo(401);
    assertThat(me(server, "ada", password)).isEqualTo(200);
    Path file = folder.resolve("password.txt");
    Files.writeString(file, PASSWORD + "\n");
    assertThat(member("reset-password", "ada", "--password-file", file.toString()).output())
        .doesNotContain(PASSWORD);
    assertThat(me(server, "ada", PASSWORD)).isEqualTo(200);
    Files.writeString(file, "1000\n");
    assertThat(member("reset-password", "ada", "--password-file", file.toString()).exit())
        .isEqualTo(1);
  }

  private void deletedMemberIsGone(RunningServer server) throws Exception {
    assertThat(member("delete", "cy").output()).contains("cy (1002) is deleted.");
    assertThat(me(server, "cy", "some words here")).isEqualTo(401);
    String code = member("invite").output().strip();
    assertThat(signUp(server, "someone", "1002", code).statusCode()).isEqualTo(409);
    assertThat(member("list").output()).contains("ada\t1000\tactive").doesNotContain("cy\t");
  }

  private record Said(int exit, String output) {}

  private Said member(String... arguments) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("member"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--data", data().toString()));
    Process process = Launcher.find().start(all, Map.of(), folder.resolve("member.err"));
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new Said(process.exitValue(), output);
  }

  private static HttpResponse<String> signUp(
      RunningServer server, String id, String number, String invitation) {
    String body =
        JSON.writeValueAsString(
            JSON.createObjectNode()
                .put("id", id)
                .put("password", PASSWORD)
                .put("number", number)
                .put("invitation", invitation));
    return server.send(
        HttpRequest.newBuilder(server.url("/api/v1/accounts"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private static HttpResponse<String> submit(RunningServer server, String form) {
    return server.send(
        HttpRequest.newBuilder(server.url("/?lang=en"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build());
  }

  private static int me(RunningServer server, String id, String password) {
    byte[] credentials = (id + ":" + password).getBytes(StandardCharsets.UTF_8);
    return server
        .send(
            HttpRequest.newBuilder(server.url("/api/v1/me"))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials))
                .build())
        .statusCode();
  }
}
