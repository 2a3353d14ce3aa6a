// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pages for people: that at {@code /}, as a form without scripts and in a browser, and that of
 * REST.
 */
class SiteTest {
  private final RunningServer server = SharedServer.get();

  @TempDir Path folder;

  @Test
  void a_visitor_signs_up_is_given_a_number_and_reads_how_to_start_the_softphone() {
    HttpResponse<String> done =
        submit(
            "en", Map.of("id", "visitor", "password", "some words here", "displayName", "Vi <b>"));
    assertThat(done.statusCode()).as("a page that can be reloaded comes next").isEqualTo(303);
    String next = done.headers().firstValue("Location").orElseThrow();
    HttpResponse<String> page = server.send(HttpRequest.newBuilder(server.url(next)).build());
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(server.text(next)).as("reloaded").isEqualTo(page.body());
    assertThat(page.body())
        .contains("Welcome, Vi &lt;b&gt;. Your number is")
        .contains("--server 127.0.0.1:" + server.sipPort() + " --id visitor");
    String number = page.body().replaceAll("(?s).*class=\"number\">([^<]+)<.*", "$1");
    assertThat(server.get("/api/v1/me", number, "some words here").path("id").asString())
        .isEqualTo("visitor");
  }

  @Test
  void what_cannot_be_is_marked_at_its_field_and_what_was_typed_stays() {
    submit("en", Map.of("id", "first", "password", "some words here", "number", "7007"));
    HttpResponse<String> page =
        submit(
            "ko",
            Map.of(
                "id", "second",
                "password", "some words here",
                "number", "7007",
                "displayName", "둘째"));
    assertThat(page.statusCode()).isEqualTo(422);
    assertThat(page.body())
        .contains("<html lang=\"ko\">")
        .contains("번호 “7007”은(는) 이미 쓰이고 있습니다")
        .contains("aria-describedby=\"number-hint number-error\" aria-invalid=\"true\"")
        .contains("value=\"second\"")
        .contains("value=\"둘째\"")
        .doesNotContain("some words here");
  }

  @Test
  void the_browser_shows_the_language_that_it_prefers_with_nothing_to_complain_of()
      throws IOException, InterruptedException {
    Path dom = folder.resolve("dom.html");
    Path complaints = folder.resolve("complaints.txt");
    ProcessBuilder browser =
        new ProcessBuilder(
            "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--enable-logging=stderr",
            "--accept-lang=ko",
            "--user-data-dir=" + folder.resolve("browser"),
            "--dump-dom",
            server.url("/").toString());
    Process process;
    try {
      process = browser.redirectOutput(dom.toFile()).redirectError(complaints.toFile()).start();
    } catch (IOException missing) {
      Assumptions.abort("chromium is not installed (Debian: apt install chromium)");
      throw missing;
    }
    assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.readString(dom)).contains("나만의 전화번호").contains("번호 받기");
    assertThat(Files.readString(complaints))
        .doesNotContain("Content Security Policy")
        .doesNotContain("CONSOLE");
  }

  @Test
  void the_browser_shows_what_rest_can_do() {
    try (Browser browser = Browser.start(folder)) {
      browser.open(server.url("/api/v1/docs").toString());
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> assertThat(text(browser)).contains("/api/v1/accounts", "/api/v1/me"));
    }
  }

  private static String text(Browser browser) {
    // The page lets long paths break, with marks that nobody sees.
    return browser.run("return document.body.innerText").asString("").replace("\u200b", "");
  }

  private HttpResponse<String> submit(String language, Map<String, String> fields) {
    String form =
        fields.entrySet().stream()
            .map(f -> f.getKey() + "=" + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return server.send(
        HttpRequest.newBuilder(server.url("/?lang=" + language))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build());
  }
}
