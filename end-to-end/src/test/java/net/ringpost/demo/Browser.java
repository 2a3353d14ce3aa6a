// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Chromium without a window, driven by chromedriver (W3C WebDriver). */
final class Browser implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("started successfully on port (\\d+)");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Tool driver;
  private final URI base;
  private final String session;

  private Browser(Tool driver, URI base, String session) {
    this.driver = driver;
    this.base = base;
    this.session = session;
  }

  /** Starts one, with its files in {@code folder}. */
  static Browser start(Path folder) {
    Tools.need("chromedriver", "chromium-driver");
    Tools.need("chromium", "chromium");
    Tool driver = Tool.start(folder.resolve("driver"), List.of("chromedriver", "--port=0"));
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(driver.printed()).containsPattern(PORT));
    Matcher port = PORT.matcher(driver.printed());
    boolean unused = port.find();
    URI base = URI.create("http://127.0.0.1:" + port.group(1));
    Map<String, Object> options =
        Map.of(
            "binary",
            "/usr/bin/chromium",
            "args",
            List.of(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--disable-component-update",
                "--autoplay-policy=no-user-gesture-required",
                "--user-data-dir=" + folder.resolve("profile")));
    Map<String, Object> wanted = Map.of("browserName", "chrome", "goog:chromeOptions", options);
    Browser none = new Browser(driver, base, "");
    JsonNode answer = none.send("/session", Map.of("capabilities", Map.of("alwaysMatch", wanted)));
    return new Browser(driver, base, answer.path("sessionId").asString());
  }

  /** Goes to a page. */
  void open(String url) {
    JsonNode unused = send("/session/" + session + "/url", Map.of("url", url));
  }

  /** What a script's {@code return} gives. */
  JsonNode run(String script) {
    return send(
        "/session/" + session + "/execute/sync", Map.of("script", script, "args", List.of()));
  }

  private JsonNode send(String path, Map<String, ?> body) {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(Duration.ofSeconds(90))
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build();
    try {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new AssertionError(path + ": " + answer.body());
      }
      return JSON.readTree(answer.body()).path("value");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    try (driver) {
      HttpRequest end =
          HttpRequest.newBuilder(base.resolve("/session/" + session)).DELETE().build();
      HttpResponse<Void> unused = http.send(end, HttpResponse.BodyHandlers.discarding());
    } catch (IOException e) {
      // It has ended before.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
