// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import net.ringpost.db.StoreUnavailableException;
import net.ringpost.db.account.Account;
import net.ringpost.db.account.Credentials;
import net.ringpost.db.account.Member;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** The web with endpoints that no rule names. */
class DenyByDefaultTest {
  private static final String REALM = "a \"quoted\" realm";
  private static final String PASSWORD = "some words";
  private static final Member ADA =
      new Member(
          new Account(1, "ada", "1000", "", null, false, 30, 0),
          Credentials.of("ada", "1000", REALM, PASSWORD));
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final List<String> CALLED = new ArrayList<>();

  private static @Nullable ConfigurableApplicationContext context;

  /** Endpoints whose author forgot the rule; the first forgot to ask who it is, too. */
  @RestController
  @SuppressWarnings("unused")
  static class Forgotten {
    @GetMapping("/api/v1/forgotten")
    String open() {
      CALLED.add("open");
      return "secret";
    }

    @RequestMapping("/forgotten/{id}")
    String forMembers(SignedIn who) {
      CALLED.add("forMembers");
      return "secret";
    }

    @RequestMapping(path = "/api/v1/options", method = RequestMethod.OPTIONS)
    String options() {
      CALLED.add("options");
      return "secret";
    }

    @GetMapping("/api/v1/me")
    String me(SignedIn who) {
      return who.member().account().id();
    }
  }

  private static Optional<Member> find(String name) {
    if (name.equals("away")) {
      throw new StoreUnavailableException(new IOException("away"));
    }
    return name.equals("ada") ? Optional.of(ADA) : Optional.empty();
  }

  @BeforeAll
  static void start() {
    context =
        new SpringApplicationBuilder(WebConfiguration.class)
            .bannerMode(Banner.Mode.OFF)
            .logStartupInfo(false)
            .registerShutdownHook(false)
            .properties(Map.of("server.port", 0, "server.address", "127.0.0.1"))
            .initializers(
                c -> {
                  GenericApplicationContext beans = (GenericApplicationContext) c;
                  beans.registerBean(SameOrigin.class, () -> new SameOrigin(null));
                  beans.registerBean(
                      MemberAuthenticationProvider.class,
                      () -> new MemberAuthenticationProvider(DenyByDefaultTest::find, REALM));
                  beans.registerBean(Forgotten.class);
                })
            .run();
  }

  @AfterAll
  static void stop() {
    Objects.requireNonNull(context).close();
  }

  private static HttpResponse<String> ask(String method, String path, @Nullable String credentials)
      throws IOException, InterruptedException {
    return ask(HTTP, method, path, credentials);
  }

  private static HttpResponse<String> ask(
      HttpClient from, String method, String path, @Nullable String credentials)
      throws IOException, InterruptedException {
    String port =
        Objects.requireNonNull(context).getEnvironment().getRequiredProperty("local.server.port");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (credentials != null) {
      byte[] bytes = credentials.getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
    }
    return from.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /api/v1/forgotten",
    "HEAD, /api/v1/forgotten",
    "GET, /forgotten/1",
    "POST, /forgotten/1",
    "DELETE, /forgotten/1",
    "OPTIONS, /api/v1/options",
  })
  void endpoint_without_a_rule_is_nobodys(String method, String path) throws Exception {
    HttpResponse<String> stranger = ask(method, path, null);
    assertThat(stranger.statusCode()).isEqualTo(401);
    assertThat(stranger.headers().firstValue("WWW-Authenticate"))
        .contains("Basic realm=\"a quoted realm\", charset=\"UTF-8\"");
    HttpResponse<String> member = ask(method, path, "ada:" + PASSWORD);
    assertThat(member.statusCode()).isEqualTo(403);
    assertThat(member.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(member.headers().firstValue("Cache-Control")).contains("no-store");
    if (!method.equals("HEAD")) {
      assertThat(member.body()).contains("\"detail\":\"This is not for you.\"");
    }
    assertThat(CALLED).isEmpty();
  }

  @Test
  void endpoint_with_a_rule_is_told_who_asks() throws Exception {
    assertThat(ask("GET", "/api/v1/me", "ada:" + PASSWORD).body()).isEqualTo("ada");
  }

  @Test
  void wrong_password_and_unknown_number_are_answered_alike() throws Exception {
    HttpResponse<String> wrong = ask("GET", "/api/v1/me", "ada:" + PASSWORD + "x");
    HttpResponse<String> unknown = ask("GET", "/api/v1/me", "nobody:" + PASSWORD);
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).contains("\"The ID or number, or the password, is wrong.\"");
    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(unknown.body()).isEqualTo(wrong.body());
    assertThat(unknown.headers().map().keySet()).isEqualTo(wrong.headers().map().keySet());
  }

  @Test
  void database_that_is_away_is_told_with_when_to_come_back() throws Exception {
    HttpResponse<String> answer = ask("GET", "/api/v1/me", "away:" + PASSWORD);
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).contains("5");
    assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(answer.body()).contains("The database cannot be reached at the moment");
  }

  @Test
  void who_guesses_is_not_looked_at_for_a_while() throws Exception {
    // From an address of its own, since guesses count against the address, too.
    try (HttpClient guesser =
        HttpClient.newBuilder().localAddress(InetAddress.getByName("127.0.0.9")).build()) {
      HttpResponse<String> answer = ask(guesser, "GET", "/api/v1/me", "guessed:0");
      for (int i = 1; i < 20 && answer.statusCode() == 401; i++) {
        answer = ask(guesser, "GET", "/api/v1/me", "guessed:" + i);
      }
      assertThat(answer.statusCode()).isEqualTo(429);
      assertThat(answer.headers().firstValue("Retry-After")).isPresent();
      assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
      assertThat(answer.body()).contains("\"detail\":\"Too many wrong passwords: try again in ");
    }
  }
}
