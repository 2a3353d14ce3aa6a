// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A message as its owner fetches it over REST and hears it with a foreign program, {@code ffmpeg}.
 *
 * @param facts its entry in the list
 * @param file the Ogg Opus or WebM file as it was fetched
 * @param sound what ffmpeg makes of it: WAV, 48 kHz, mono
 */
record StoredMessage(JsonNode facts, Path file, Path sound) {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** Waits for a member's {@code count}th message, and fetches the newest. */
  static StoredMessage newest(
      RunningServer server, String id, String password, int count, Path folder) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> assertThat(server.get("/api/v1/voicemails", id, password)).hasSize(count));
    JsonNode facts = server.get("/api/v1/voicemails", id, password).get(0);
    String message = facts.path("id").asString();
    Path file =
        folder.resolve(
            message + (facts.path("kind").asString().equals("video") ? ".webm" : ".ogg"));
    String pair =
        Base64.getEncoder().encodeToString((id + ":" + password).getBytes(StandardCharsets.UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(server.url("/api/v1/voicemails/" + message + "/content"))
            .header("Authorization", "Basic " + pair)
            .build();
    try {
      assertThat(HTTP.send(request, HttpResponse.BodyHandlers.ofFile(file)).statusCode())
          .isEqualTo(200);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
    return new StoredMessage(facts, file, decoded(file, folder.resolve(message + ".wav"), folder));
  }

  /** Makes WAV, 48 kHz, mono, of a file with sound; returns {@code sound}. */
  static Path decoded(Path file, Path sound, Path folder) {
    Tools.need("ffmpeg", "ffmpeg");
    List<String> command =
        List.of(
            "ffmpeg",
            "-nostdin",
            "-v",
            "error",
            "-xerror",
            "-i",
            file.toString(),
            "-ar",
            "48000",
            "-ac",
            "1",
            sound.toString());
    try (Tool ffmpeg = Tool.start(folder.resolve("ffmpeg"), command)) {
      assertThat(ffmpeg.exit(30)).as(ffmpeg.printed()).isZero();
      assertThat(ffmpeg.printed()).as("complaints").isEmpty();
    }
    return sound;
  }

  /** How long it plays, as the server says. */
  long millis() {
    return facts.path("durationMs").asLong();
  }
}
