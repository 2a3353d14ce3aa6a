// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import net.ringpost.media.compare.SpeechComparison;
import net.ringpost.media.compare.VideoLag;
import net.ringpost.media.device.Pcm;
import net.ringpost.media.device.TestPattern;
import net.ringpost.media.device.WavFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A message with pictures is left for who is away, kept, and seen with foreign programs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VideoMailTest {
  private static final String PASSWORD = "one-password-for-all";

  /** Seconds from the key until the end, in which also the tone is heard. */
  private static final int AFTER_STAR = 5;

  @TempDir private static Path folder;
  private RunningServer server;
  private StoredMessage message;

  @BeforeAll
  void leaveOne() {
    server = RunningServer.start(folder.resolve("server"));
    server.signUp("ada", PASSWORD, "", "Ada");
    server.signUp("cy", PASSWORD, "", "Cy");
    Path said = Talk.message("sentence-a.wav", folder);
    try (RunningPhone ada = phone("ada", "--audio-in", said.toString(), "--video-in", "test")) {
      ada.await("registered");
      ada.command("dial cy --video");
      assertThat(ada.await("video").path("sends").asBoolean()).isTrue();
      ada.listen(Talk.MESSAGE_REPORTS);
      ada.command("digit #");
      assertThat(ada.await("ended").path("status").asInt()).isEqualTo(200);
    }
    message = StoredMessage.newest(server, "cy", PASSWORD, 1, folder);
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private String path() {
    return "/api/v1/voicemails/" + message.facts().path("id").asString() + "/content";
  }

  private static List<String> probed(StoredMessage message, String... what) {
    List<String> command = new ArrayList<>(List.of("ffprobe", "-v", "error"));
    command.addAll(List.of(what));
    command.add(message.file().toString());
    try (Tool ffprobe = Tool.start(folder.resolve("ffprobe"), command)) {
      assertThat(ffprobe.exit(60)).as(ffprobe.printed()).isZero();
      return ffprobe.printed().lines().toList();
    }
  }

  @Test
  void list_and_content_say_that_it_is_video() throws Exception {
    assertThat(message.facts().path("kind").asString()).isEqualTo("video");
    assertThat(message.facts().path("size").asLong()).isEqualTo(Files.size(message.file()));
    String pair =
        Base64.getEncoder().encodeToString(("cy:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    HttpRequest part =
        HttpRequest.newBuilder(server.url(path()))
            .header("Authorization", "Basic " + pair)
            .header("Range", "bytes=100-299")
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> answer = http.send(part, HttpResponse.BodyHandlers.ofByteArray());
      assertThat(answer.statusCode()).isEqualTo(206);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("video/webm");
      byte[] whole = Files.readAllBytes(message.file());
      assertThat(answer.body()).isEqualTo(java.util.Arrays.copyOfRange(whole, 100, 300));
    }
  }

  @Test
  void all_is_decoded_by_ffmpeg_and_in_step() throws IOException {
    List<String> frames =
        probed(
            message,
            "-select_streams",
            "v",
            "-show_entries",
            "frame=best_effort_timestamp_time,pict_type",
            "-of",
            "csv=p=0");
    assertThat(frames.getFirst()).as("the first is a keyframe").contains("I");
    Path raw = folder.resolve("pictures.raw");
    List<String> decode =
        List.of(
            "ffmpeg",
            "-nostdin",
            "-v",
            "error",
            "-xerror",
            "-i",
            message.file().toString(),
            "-map",
            "0:v",
            // Each picture as it is, however near the next: their times are read elsewhere.
            "-vf",
            "setpts=N/(15*TB)",
            "-vsync",
            "0",
            "-f",
            "rawvideo",
            "-pix_fmt",
            "gray",
            raw.toString());
    try (Tool ffmpeg = Tool.start(folder.resolve("pictures"), decode)) {
      assertThat(ffmpeg.exit(60)).as(ffmpeg.printed()).isZero();
      assertThat(ffmpeg.printed()).as("complaints").isEmpty();
    }
    byte[] pixels = Files.readAllBytes(raw);
    List<VideoLag.Seen> seen = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < frames.size(); i++) {
      int at = i * TestPattern.pixels();
      double millis = Double.parseDouble(frames.get(i).split(",", -1)[0]) * 1000;
      seen.add(new VideoLag.Seen(millis, TestPattern.white(pixels, at)));
      numbers.add(TestPattern.number(pixels, at));
    }
    assertThat(pixels).hasSize(frames.size() * TestPattern.pixels());
    assertThat(numbers).isSorted().doesNotHaveDuplicates();
    assertThat(frames.size()).isGreaterThan((int) (message.millis() / 1000.0 * 12));
    VideoLag lag = VideoLag.measure(seen, WavFile.read(message.sound()));
    assertThat(lag.likeness()).as("%s", lag).isGreaterThan(0.85);
    assertThat(lag.millis()).as("%s", lag).isBetween(-100.0, 100.0);
  }

  @Test
  void its_words_and_its_length_are_right() throws IOException {
    SpeechComparison words = Talk.compare(Talk.sentence("sentence-a.wav", folder), message.sound());
    assertThat(words.correlation()).as(Talk.describe(words)).isGreaterThan(Talk.UNDERSTOOD);
    assertThat(words.longestGapMillis()).isLessThanOrEqualTo(Talk.LONGEST_GAP_MILLIS);
    double told =
        Double.parseDouble(
            probed(message, "-show_entries", "format=duration", "-of", "csv=p=0").getFirst());
    assertThat(told * 1000).isBetween(message.millis() - 100.0, message.millis() + 100.0);
    double decoded = WavFile.read(message.sound()).length * 1000.0 / Pcm.RATE;
    assertThat(decoded).isBetween(message.millis() - 100.0, message.millis() + 100.0);
  }

  @Test
  void chromium_plays_and_seeks() {
    try (Browser browser = Browser.start(folder.resolve("browser"))) {
      browser.open("http://cy:" + PASSWORD + "@127.0.0.1:" + server.httpPort() + path());
      awaitTrue(browser, "v && v.videoWidth == 320 && v.videoHeight == 240");
      double duration = browser.run(video("return v.duration")).asDouble();
      assertThat(duration * 1000).isBetween(message.millis() - 100.0, message.millis() + 100.0);
      JsonNode unused = browser.run(video("v.muted = false; v.play(); return 1"));
      awaitTrue(browser, "v.currentTime > 1.5");
      awaitTrue(browser, "v.getVideoPlaybackQuality().totalVideoFrames > 10");
      awaitTrue(browser, "v.webkitAudioDecodedByteCount > 1000");
      JsonNode seek = browser.run(video("v.pause(); v.currentTime = v.duration - 2; return 1"));
      assertThat(seek.asInt()).isEqualTo(1);
      awaitTrue(browser, "!v.seeking && v.readyState >= 2 && v.currentTime > v.duration - 2.1");
      JsonNode back = browser.run(video("v.currentTime = 1; v.play(); return 1"));
      assertThat(back.asInt()).isEqualTo(1);
      awaitTrue(browser, "!v.seeking && v.currentTime > 1.5 && v.currentTime < v.duration - 1");
      assertThat(browser.run(video("return v.error === null")).asBoolean()).isTrue();
    }
  }

  private static String video(String what) {
    return "const v = document.querySelector('video'); " + what;
  }

  private static void awaitTrue(Browser browser, String condition) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(browser.run(video("return !!(" + condition + ")")).asBoolean())
                    .as(
                        () ->
                            condition
                                + ": "
                                + browser.run(
                                    video(
                                        "return v ? [v.currentTime, v.readyState, v.videoWidth, String(v.error && v.error.message)] : document.documentElement.outerHTML")))
                    .isTrue());
  }

  @Test
  void own_mailbox_plays_its_sound_and_the_softphone_fetches_it() {
    Path heard = folder.resolve("cy-heard.wav");
    try (RunningPhone cy = phone("cy", "--audio-out", heard.toString())) {
      cy.await("registered");
      cy.command("voicemail list");
      assertThat(cy.await("voicemails").path("messages").get(0).path("kind").asString())
          .isEqualTo("video");
      cy.command("voicemail play 1");
      Path fetched = Path.of(cy.await("voicemailPlayed").path("file").asString());
      assertUnderstood(fetched);
      cy.command("dial *97");
      cy.await("media");
      cy.listen(Talk.MESSAGE_REPORTS);
      cy.command("hangup");
      cy.await("ended");
    }
    assertUnderstood(heard);
  }

  @Test
  void what_was_recorded_is_delivered_after_a_sudden_end_of_the_server() throws Exception {
    Path data = folder.resolve("killed");
    Path said = Talk.message("sentence-b.wav", folder);
    RunningServer first = RunningServer.start(data);
    first.signUp("bo", PASSWORD, "", "Bo");
    first.signUp("di", PASSWORD, "", "Di");
    try (RunningPhone bo =
        phone(first, "bo", "--audio-in", said.toString(), "--video-in", "test")) {
      bo.await("registered");
      bo.command("dial di --video");
      bo.listen(Talk.MESSAGE_REPORTS);
      first.process().destroyForcibly().waitFor();
    }
    try (RunningServer second = RunningServer.startOnGivenPorts(data, first.samePorts())) {
      StoredMessage kept = StoredMessage.newest(second, "di", PASSWORD, 1, folder);
      assertThat(kept.facts().path("kind").asString()).isEqualTo("video");
      assertThat(kept.millis()).isGreaterThan(5000);
      SpeechComparison words = Talk.compare(Talk.sentence("sentence-b.wav", folder), kept.sound());
      assertThat(words.correlation()).as(Talk.describe(words)).isGreaterThan(Talk.UNDERSTOOD);
    }
  }

  @Test
  void starting_over_keeps_only_what_came_after() {
    server.signUp("ed", PASSWORD, "", "Ed");
    server.signUp("fay", PASSWORD, "", "Fay");
    Path said = Talk.message("sentence-a.wav", folder);
    try (RunningPhone ed = phone("ed", "--audio-in", said.toString(), "--video-in", "test")) {
      ed.await("registered");
      ed.command("dial fay --video");
      ed.listen(Talk.MESSAGE_REPORTS);
      ed.command("digit *");
      ed.listen(AFTER_STAR);
      ed.command("digit #");
      assertThat(ed.await("ended").path("status").asInt()).isEqualTo(200);
    }
    StoredMessage kept = StoredMessage.newest(server, "fay", PASSWORD, 1, folder);
    assertThat(kept.facts().path("kind").asString()).isEqualTo("video");
    assertThat(kept.millis()).isBetween(2000L, AFTER_STAR * 1000L + 1000);
    assertThat(
            probed(
                kept, "-select_streams", "v", "-show_entries", "frame=pict_type", "-of", "csv=p=0"))
        .hasSizeGreaterThan(20)
        .first()
        .asString()
        .startsWith("I");
    SpeechComparison words = Talk.compare(Talk.sentence("sentence-a.wav", folder), kept.sound());
    assertThat(words.correlation()).as("said before").isLessThan(Talk.UNDERSTOOD);
  }

  private static void assertUnderstood(Path heard) {
    SpeechComparison words = Talk.compare(Talk.sentence("sentence-a.wav", folder), heard);
    assertThat(words.correlation()).as(Talk.describe(words)).isGreaterThan(Talk.UNDERSTOOD);
  }

  private RunningPhone phone(String id, String... more) {
    return phone(server, id, more);
  }

  private static RunningPhone phone(RunningServer server, String id, String... more) {
    return server.phone(folder.resolve("phone-" + id), id, PASSWORD, more);
  }
}
