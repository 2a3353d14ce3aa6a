// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** REST as a program sees it. */
class RestTest {
  private static final String PASSWORD = "a good password";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final RunningServer server = SharedServer.get();

  @Test
  void who_signs_up_is_given_the_number_asked_for_or_the_next_free_one() {
    HttpResponse<String> first = signUp("rest-1", "", "");
    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(first.headers().firstValue("Location")).contains("/api/v1/me");
    assertThat(json(first).path("id").asString()).isEqualTo("rest-1");
    long given = Long.parseLong(json(first).path("number").asString());
    assertThat(given).isGreaterThanOrEqualTo(1000);
    assertThat(Long.parseLong(json(signUp("rest-2", "", "")).path("number").asString()))
        .isGreaterThan(given);
    assertThat(json(signUp("rest-3", "☎2000", "")).path("number").asString()).isEqualTo("☎2000");
  }

  @ParameterizedTest
  @CsvSource({
    "ＴＡＫＥＮ-1, '', id, 409, taken",
    "other-1, '0(70) 123-4', number, 409, taken",
    "other-2, oо, number, 422, one script",
    "other-3, a:b, number, 422, may not be in a name",
    "other-4, сосо, number, 422, looks like",
  })
  void names_that_cannot_be_given_are_refused_with_the_reason(
      String id, String number, String field, int status, String reason) {
    signUp("taken-1", "0701234", "");
    signUp("latin", "coco", "");
    HttpResponse<String> answer = signUp(id, number, "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertProblem(answer, field);
    assertThat(json(answer).path("detail").asString()).contains(reason);
  }

  @Test
  void a_password_that_is_too_short_or_the_id_is_refused() {
    assertProblem(signUp("short", "", "", "abc"), "password");
    assertProblem(signUp("longenough", "", "", "longenough"), "password");
  }

  @Test
  void a_body_that_is_not_understood_is_a_problem_document_too() {
    assertThat(post("{\"id\":").statusCode()).isEqualTo(400);
    HttpResponse<String> unknown = post("{\"id\":\"x\",\"pasword\":\"y\"}");
    assertThat(unknown.statusCode()).isEqualTo(422);
    assertThat(json(unknown).path("detail").asString()).contains("\"pasword\"");
    HttpResponse<String> wrongKind = post("{\"id\":[1]}");
    assertThat(wrongKind.statusCode()).isEqualTo(422);
    assertThat(wrongKind.body()).contains("id is of another kind").doesNotContain("java");
    assertThat(post("x".repeat(60_000)).statusCode()).isEqualTo(400);
    assertThat(post("x".repeat(100_000)).statusCode()).isEqualTo(413);
  }

  @Test
  void a_member_sees_and_changes_the_own_account() {
    signUp("changer", "", "Before");
    HttpResponse<String> changed =
        patch(
            "changer",
            PASSWORD,
            "{\"displayName\":\"After\",\"reach\":\"handover\",\"number\":\"八八\",\"listed\":false,"
                + "\"password\":\"another password\"}");
    assertThat(changed.statusCode()).as(changed.body()).isEqualTo(200);
    JsonNode me = server.get("/api/v1/me", "八八", "another password");
    assertThat(me.path("displayName").asString()).isEqualTo("After");
    assertThat(me.path("reach").asString()).isEqualTo("handover");
    assertThat(me.path("number").asString()).isEqualTo("八八");
    assertThat(me.path("listed").asBoolean()).isFalse();
    assertThat(get("changer", PASSWORD).statusCode()).isEqualTo(401);
    HttpResponse<String> wrong = patch("changer", "another password", "{\"reach\":\"nowhere\"}");
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(json(wrong).path("detail").asString()).contains("ring, handover");
  }

  @Test
  void a_wrong_password_and_an_unknown_number_are_answered_alike_and_then_slowed_down()
      throws Exception {
    signUp("guessed", "", "");
    // From an address of its own, since guesses count against the address, too.
    try (HttpClient guesser =
        HttpClient.newBuilder().localAddress(InetAddress.getByName("127.0.0.9")).build()) {
      HttpResponse<String> wrong = guess(guesser, "guessed", "wrong");
      HttpResponse<String> unknown = guess(guesser, "nobody-there", "wrong");
      assertThat(wrong.statusCode()).isEqualTo(401);
      assertThat(unknown.statusCode()).isEqualTo(401);
      assertThat(unknown.body()).isEqualTo(wrong.body());
      assertThat(wrong.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Basic ");
      for (int i = 0; i < 20 && wrong.statusCode() == 401; i++) {
        wrong = guess(guesser, "guessed", "wrong " + i);
      }
      assertThat(wrong.statusCode()).isEqualTo(429);
      assertThat(wrong.headers().firstValue("Retry-After")).isPresent();
    }
  }

  private HttpResponse<String> guess(HttpClient from, String id, String password)
      throws IOException, InterruptedException {
    return from.send(asMember(id, password).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void programs_and_operators_find_their_pages() {
    JsonNode api = JSON.readTree(server.text("/api/v1/openapi.json"));
    assertThat(api.path("paths").propertyNames())
        .contains("/api/v1/accounts", "/api/v1/me", "/api/v1/calls");
    assertThat(server.text("/actuator/health")).contains("\"status\":\"UP\"");
    assertThat(Prometheus.sum(server, "ringpost_terminals")).isGreaterThanOrEqualTo(0);
    for (String metric :
        List.of(
            "http_server_requests_seconds_count",
            "jvm_memory_used_bytes",
            "process_uptime_seconds")) {
      assertThat(Prometheus.sum(server, metric)).as(metric).isPositive();
    }
    assertThat(server.send(HttpRequest.newBuilder(server.url("/api/v1/none")).build()).statusCode())
        .isEqualTo(404);
  }

  @Test
  void what_is_a_member_s_is_never_kept_and_what_is_everybody_s_may_be() {
    signUp("keeper", "", "");
    assertThat(get("keeper", PASSWORD).headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(get("keeper", "wrong").headers().firstValue("Cache-Control")).contains("no-store");
    HttpResponse<String> style =
        server.send(HttpRequest.newBuilder(server.url("/style.css")).build());
    assertThat(style.headers().firstValue("Cache-Control").orElse("")).contains("max-age=3600");
    String tag = style.headers().firstValue("ETag").orElseThrow();
    HttpResponse<String> again =
        server.send(
            HttpRequest.newBuilder(server.url("/style.css")).header("If-None-Match", tag).build());
    assertThat(again.statusCode()).isEqualTo(304);
    HttpResponse<String> packed =
        server.send(
            HttpRequest.newBuilder(server.url("/api/v1/openapi.json"))
                .header("Accept-Encoding", "gzip")
                .build());
    assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
  }

  @Test
  void a_form_of_answer_that_there_is_not_is_refused_before_anything_is_done() {
    HttpRequest yaml =
        HttpRequest.newBuilder(server.url("/api/v1/accounts"))
            .header("Content-Type", "application/json")
            .header("Accept", "application/yaml")
            .POST(BodyPublishers.ofString("{\"id\":\"no-yaml\",\"password\":\"long enough\"}"))
            .build();
    HttpResponse<String> answer = server.send(yaml);
    assertThat(answer.statusCode()).isEqualTo(406);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(signUp("no-yaml", "", "").statusCode()).as("nobody was signed up").isEqualTo(201);
  }

  private void assertProblem(HttpResponse<String> answer, String field) {
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(json(answer).path("field").asString()).isEqualTo(field);
    assertThat(json(answer).path("status").asInt()).isEqualTo(answer.statusCode());
  }

  private HttpResponse<String> signUp(String id, String number, String name) {
    return signUp(id, number, name, PASSWORD);
  }

  private HttpResponse<String> signUp(String id, String number, String name, String password) {
    return post(
        JSON.writeValueAsString(
            JSON.createObjectNode()
                .put("id", id)
                .put("password", password)
                .put("number", number)
                .put("displayName", name)));
  }

  private HttpResponse<String> post(String body) {
    return server.send(
        HttpRequest.newBuilder(server.url("/api/v1/accounts"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private HttpResponse<String> patch(String id, String password, String body) {
    return server.send(
        asMember(id, password)
            .header("Content-Type", "application/json")
            .method("PATCH", BodyPublishers.ofString(body))
            .build());
  }

  private HttpResponse<String> get(String id, String password) {
    return server.send(asMember(id, password).build());
  }

  private HttpRequest.Builder asMember(String id, String password) {
    byte[] credentials = (id + ":" + password).getBytes(StandardCharsets.UTF_8);
    return HttpRequest.newBuilder(server.url("/api/v1/me"))
        .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
  }

  private static JsonNode json(HttpResponse<String> response) {
    return JSON.readTree(response.body());
  }
}
