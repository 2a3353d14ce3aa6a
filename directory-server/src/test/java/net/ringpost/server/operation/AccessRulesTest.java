// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.function.support.RouterFunctionMapping;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.servlet.resource.ResourceHttpRequestHandler;
import tools.jackson.databind.JsonNode;

/** Who may ask the server for what: nobody but members, but for what is listed here. */
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

  /** The whole of what is served to who has not signed in, but for files; all else answers 401. */
  private static final String[] FOR_EVERYBODY = {
    "GET /",
    "POST /",
    "GET /welcome/{ticket}",
    "POST /api/v1/accounts",
    "GET /api/v1/docs",
    "GET /api/v1/openapi.json",
    "GET /api/v1/openapi.json/swagger-config",
    "GET /api/v1/openapi.json.yaml",
    "GET /actuator",
    "GET /actuator/health",
    "GET /actuator/health/**",
    "GET /actuator/prometheus",
  };

  @Test
  void no_endpoint_is_open_but_those_listed_here() {
    Set<String> open = new TreeSet<>();
    int forMembers = 0;
    for (HandlerMapping mapping : server.mappings()) {
      for (String endpoint : endpoints(mapping)) {
        String[] parts = endpoint.split(" ", 2);
        String path = parts[1].replace("**", "x").replaceAll("\\{.*?}", "x");
        HttpResponse<byte[]> answer = ask(parts[0], path);
        if (answer.statusCode() == 401) {
          forMembers++;
        } else {
          open.add(endpoint);
        }
      }
    }
    assertThat(open).containsExactlyInAnyOrder(FOR_EVERYBODY);
    assertThat(forMembers).isGreaterThan(10);
  }

  /** Method and pattern of each; a mapping of a kind that is not known here is a failure. */
  private static List<String> endpoints(HandlerMapping mapping) {
    return switch (mapping) {
      case RequestMappingInfoHandlerMapping methods ->
          methods.getHandlerMethods().keySet().stream().flatMap(AccessRulesTest::named).toList();
      case AbstractUrlHandlerMapping urls -> {
        assertThat(urls.getHandlerMap().values())
            .allMatch(handler -> handler instanceof ResourceHttpRequestHandler);
        assertThat(urls.getRootHandler()).isNull();
        assertThat(urls.getDefaultHandler()).isNull();
        yield List.of();
      }
      case RouterFunctionMapping functions -> {
        assertThat(functions.getRouterFunction()).isNull();
        yield List.of();
      }
      default -> throw new AssertionError("endpoints of " + mapping.getClass() + " are not walked");
    };
  }

  // Spring gives no endpoint TRACE, and OPTIONS to none that does not name it.
  private static Stream<String> named(RequestMappingInfo info) {
    Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
    EnumSet<RequestMethod> implied =
        EnumSet.complementOf(EnumSet.of(RequestMethod.TRACE, RequestMethod.OPTIONS));
    return (methods.isEmpty() ? implied : methods)
        .stream()
            .flatMap(method -> info.getPatternValues().stream().map(path -> method + " " + path));
  }

  @Test
  void page_of_another_site_makes_no_browser_ask_for_the_password() {
    for (String[] header :
        new String[][] {{"Origin", "https://evil.example"}, {"Sec-Fetch-Site", "cross-site"}}) {
      HttpResponse<byte[]> answer = ask("POST", "/api/v1/voicemails/x/restore", header);
      assertRefused(
          answer,
          403,
          "Another site's page sent this: open this site's own page, and do it there.");
      assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /nothing, 404",
    "GET, /api/v1/me;a=b, 404",
    "GET, /api/v1//me, 404",
    "DELETE, /, 405",
    "PATCH, /api/v1/me, 401",
  })
  void refusal_is_a_problem_document(String method, String path, int status) {
    HttpResponse<byte[]> answer = ask(method, path);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    JsonNode problem = WholeServer.json(answer);
    assertThat(problem.path("type").asString()).isEqualTo("about:blank");
    assertThat(problem.path("status").asInt()).isEqualTo(status);
    assertThat(problem.path("detail").asString()).endsWith(".");
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
    "OPTIONS, /api/v1/calls, 200",
    "OPTIONS, /, 200",
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
