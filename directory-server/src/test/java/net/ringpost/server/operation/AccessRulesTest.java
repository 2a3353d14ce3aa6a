// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Who may ask the server for what. */
class AccessRulesTest {
  private static final String FOR_MEMBERS =
      "This is for members: sign in with ID or number and password (HTTP Basic).";

  private final WholeServer server = WholeServer.get();

  private HttpResponse<byte[]> ask(String method, String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.url(path)).method(method, BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return server.send(request.build());
  }

  private static void assertRefused(HttpResponse<byte[]> answer, int status, String detail) {
    assertThat(answer.statusCode()).as(WholeServer.text(answer)).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.headers().allValues("Cache-Control")).containsExactly("no-store");
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    assertThat(WholeServer.json(answer).path("detail").asString()).isEqualTo(detail);
  }

  @Test
  void operations_are_for_members_or_for_everybody_as_the_description_has_it() {
    JsonNode paths = WholeServer.json(ask("GET", "/api/v1/openapi.json")).path("paths");
    int forMembers = 0;
    for (Map.Entry<String, JsonNode> path : paths.properties()) {
      for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
        String method = operation.getKey().toUpperCase(Locale.ROOT);
        HttpResponse<byte[]> answer = ask(method, path.getKey().replaceAll("\\{.*?}", "x"));
        if (operation.getValue().path("security").isEmpty()) {
          assertThat(answer.statusCode()).as(method + " " + path.getKey()).isNotIn(401, 403);
        } else {
          assertRefused(answer, 401, FOR_MEMBERS);
          assertThat(answer.headers().allValues("WWW-Authenticate"))
              .containsExactly("Basic realm=\"ringpost\", charset=\"UTF-8\"");
          forMembers++;
        }
      }
    }
    assertThat(forMembers).isGreaterThan(5);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /, 200",
    "HEAD, /, 200",
    "GET, /welcome/none, 303",
    "GET, /style.css, 200",
    "GET, /icon.svg, 200",
    "GET, /api/v1/docs, 302",
    "GET, /api/v1/swagger-ui/index.html, 200",
    "GET, /api/v1/openapi.json, 200",
    "HEAD, /api/v1/openapi.json, 200",
    "GET, /api/v1/openapi.json/swagger-config, 200",
    "GET, /actuator/health, 200",
    "GET, /actuator/health/liveness, 200",
    "GET, /actuator/prometheus, 200",
    "OPTIONS, /api/v1/me, 200",
    "POST, /api/v1/accounts, 415",
    "GET, /nothing, 404",
    "GET, /api/v1/nothing, 404",
    "GET, /api/v1/accounts, 405",
    "DELETE, /, 405",
    "PROPFIND, /api/v1/accounts, 405",
    "GET, /actuator/env, 404",
    "GET, /api/v1/../v1/me, 404",
    "GET, /api/v1/me;a=b, 404",
    "GET, /api/v1//me, 404",
    "HEAD, /api/v1/me, 401",
    "GET, /api/v1/voicemails/x/content, 401",
  })
  void who_has_not_signed_in_is_answered(String method, String path, int status) {
    HttpResponse<byte[]> answer = ask(method, path);
    assertThat(answer.statusCode()).as(WholeServer.text(answer)).isEqualTo(status);
    assertThat(answer.headers().allValues("Content-Security-Policy")).hasSize(1);
    assertThat(answer.headers().allValues("Cache-Control")).hasSize(1);
    assertThat(answer.headers().map()).doesNotContainKeys("set-cookie", "x-frame-options");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/api/v1/openapi.json", "/actuator/health"})
  void credentials_are_not_looked_at_where_none_are_needed(String path) {
    assertThat(ask("GET", path, "Authorization", "Basic ***").statusCode()).isEqualTo(200);
  }

  @Test
  void member_is_given_no_session() {
    server.signUp("access");
    HttpResponse<byte[]> right = server.get("access", "/api/v1/me");
    assertThat(right.statusCode()).isEqualTo(200);
    assertThat(right.headers().map()).doesNotContainKey("set-cookie");
  }
}
