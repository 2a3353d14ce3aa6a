// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What REST says to who asks for what cannot be. */
class RefusalRestTest {
  private final WholeServer server = WholeServer.get();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "calls?limit=abc | limit is a whole number, such as 100, not \"abc\".",
        "calls?limit=99999999999 | limit is a whole number, such as 100, not \"99999999999\".",
        "calls?limit=-1 | limit is from 1 to 1000, not -1.",
        "calls?limit=0 | limit is from 1 to 1000, not 0.",
        "calls?limit=1001 | limit is from 1 to 1000, not 1001.",
        "calls?before=today | before is a moment in UTC, such as 2026-01-31T12:00:00Z, not \"today\".",
        "voicemails?deleted=perhaps | deleted is true or false, not \"perhaps\".",
      })
  void wrong_parameter_is_told_with_what_would_be_right(String path, String sentence) {
    member();
    HttpResponse<byte[]> answer = server.get("refused", "/api/v1/" + path);
    JsonNode problem = problem(answer, 400);
    assertThat(problem.path("detail").asString()).isEqualTo(sentence);
    assertThat(problem.path("field").asString()).isEqualTo(path.replaceAll(".*\\?|=.*", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Basic *** | after Basic belongs ID:password in Base64 (RFC 7617), and this is not Base64",
        "Basic bm9jb2xvbg== | after Basic belongs ID:password in Base64 (RFC 7617), and in this"
            + " there is no colon",
        "Bearer abc | sign in with ID or number and password (HTTP Basic)",
      })
  void unreadable_sign_in_is_told_with_what_would_be_right(String header, String sentence) {
    HttpResponse<byte[]> answer =
        server.send(
            HttpRequest.newBuilder(server.url("/api/v1/me"))
                .header("Authorization", header)
                .build());
    assertThat(problem(answer, 401).path("detail").asString()).contains(sentence);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''         | The Content-Type header is missing, or is none",
        "nonsense   | The Content-Type header is missing, or is none",
        "text/plain | The body is text/plain: here it may be application/json.",
      })
  void body_of_another_kind_is_told_with_what_would_be_right(String type, String sentence) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.url("/api/v1/accounts")).POST(BodyPublishers.ofString("{}"));
    HttpResponse<byte[]> answer =
        server.send((type.isEmpty() ? request : request.header("Content-Type", type)).build());
    assertThat(problem(answer, 415).path("detail").asString())
        .startsWith(sentence)
        .contains("application/json");
  }

  @Test
  void method_that_is_none_here_is_told_with_those_that_are() {
    HttpResponse<byte[]> answer =
        server.send(HttpRequest.newBuilder(server.url("/api/v1/accounts")).DELETE().build());
    assertThat(problem(answer, 405).path("detail").asString())
        .isEqualTo("DELETE cannot be done here, but POST.");
    assertThat(answer.headers().firstValue("Allow")).contains("POST");
  }

  @Test
  void form_of_answer_that_there_is_not_is_told_with_those_that_are() {
    HttpResponse<byte[]> answer =
        server.send(
            HttpRequest.newBuilder(server.url("/api/v1/accounts"))
                .header("Accept", "application/yaml")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"))
                .build());
    assertThat(problem(answer, 406).path("detail").asString()).contains("application/json");
  }

  @Test
  void form_of_another_site_signs_nobody_up() {
    HttpRequest.Builder form =
        HttpRequest.newBuilder(server.url("/"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "text/html")
            .POST(BodyPublishers.ofString("id=forged-form&password=some+words+here"));
    for (String[] header :
        new String[][] {{"Origin", "https://evil.example"}, {"Sec-Fetch-Site", "cross-site"}}) {
      HttpResponse<byte[]> answer = server.send(form.copy().header(header[0], header[1]).build());
      assertThat(problem(answer, 403).path("detail").asString()).contains("Another site's page");
    }
    String own = server.url("/").toString();
    HttpResponse<byte[]> taken =
        server.send(form.copy().header("Origin", own.substring(0, own.length() - 1)).build());
    assertThat(taken.statusCode()).as("nobody had the name").isEqualTo(303);
  }

  @Test
  void description_says_what_a_wrong_parameter_and_a_problem_are() {
    HttpResponse<byte[]> answer =
        server.send(HttpRequest.newBuilder(server.url("/api/v1/openapi.json")).build());
    JsonNode api = WholeServer.json(answer);
    JsonNode refused = api.path("paths").path("/api/v1/calls").path("get").path("responses");
    assertThat(refused.path("400").path("content").has("application/problem+json")).isTrue();
    JsonNode type = api.at("/components/schemas/Problem/properties/type");
    assertThat(type.path("default").asString()).isEqualTo("about:blank");
  }

  private void member() {
    if (server.get("refused", "/api/v1/me").statusCode() == 401) {
      server.signUp("refused");
    }
  }

  private static JsonNode problem(HttpResponse<byte[]> answer, int status) {
    String text = WholeServer.text(answer);
    assertThat(answer.statusCode()).as(text).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(text)
        .doesNotContain("java", "Exception", "Failed to convert", "null", "Spring", "int ");
    JsonNode problem = WholeServer.json(answer);
    assertThat(problem.path("type").asString()).isEqualTo("about:blank");
    assertThat(problem.path("title").asString()).isNotEmpty();
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    return problem;
  }
}
