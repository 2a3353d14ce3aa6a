// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import net.ringpost.media.voicemail.Prompt;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The own greeting, and choices about voice mail, over REST. */
class GreetingRestTest {
  private static final String ME = "/api/v1/me";
  private static final String GREETING = "/api/v1/me/greeting";

  private final WholeServer server = WholeServer.get();

  private HttpResponse<byte[]> put(String id, byte[] file) {
    return server.send(
        server.request(id, GREETING).method("PUT", BodyPublishers.ofByteArray(file)).build());
  }

  private JsonNode me(String id) {
    return WholeServer.json(server.get(id, ME));
  }

  private static byte[] wav(int rate, double seconds) throws Exception {
    int frames = (int) (rate * seconds);
    byte[] pcm = new byte[frames * 2];
    for (int i = 0; i < frames; i++) {
      pcm[2 * i + 1] = (byte) (60 * Math.sin(i * 2 * Math.PI * 300 / rate));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AudioSystem.write(
        new AudioInputStream(
            new ByteArrayInputStream(pcm), new AudioFormat(rate, 16, 1, true, false), frames),
        AudioFileFormat.Type.WAVE,
        out);
    return out.toByteArray();
  }

  @Test
  void an_own_greeting_is_put_played_and_given_up() throws Exception {
    server.signUp("gr-own");
    assertThat(server.get("gr-own", GREETING).statusCode()).isEqualTo(404);
    assertThat(me("gr-own").path("greeting").asString()).isEqualTo("en");
    HttpResponse<byte[]> done = put("gr-own", wav(16_000, 3.0));
    assertThat(done.statusCode()).as(WholeServer.text(done)).isEqualTo(204);
    assertThat(me("gr-own").path("greeting").asString()).isEqualTo("own");
    HttpResponse<byte[]> own = server.get("gr-own", GREETING);
    assertThat(own.headers().firstValue("Content-Type")).contains("audio/ogg");
    Prompt heard = Prompt.ofOggOpus(new ByteArrayInputStream(own.body()));
    assertThat(heard.durationMillis()).isBetween(2990L, 3100L);

    assertThat(put("gr-own", Prompt.silence(1000).toOggOpus()).statusCode()).isEqualTo(204);
    byte[] second = server.get("gr-own", GREETING).body();
    assertThat(Prompt.ofOggOpus(new ByteArrayInputStream(second)).durationMillis()).isEqualTo(1000);
    Path folder = server.data().resolve("messages").resolve("" + server.account("gr-own").key());
    assertThat(files(folder)).as("the first one is gone").hasSize(1);

    server.send("gr-own", "PATCH", ME, "{\"greeting\":\"ko\"}");
    assertThat(me("gr-own").path("greeting").asString()).isEqualTo("ko");
    server.send("gr-own", "PATCH", ME, "{\"greeting\":\"own\"}");
    assertThat(me("gr-own").path("greeting").asString()).isEqualTo("own");
    assertThat(server.send("gr-own", "DELETE", GREETING, "").statusCode()).isEqualTo(204);
    assertThat(me("gr-own").path("greeting").asString()).isEqualTo("ko");
    assertThat(server.get("gr-own", GREETING).statusCode()).isEqualTo(404);
    assertThat(files(folder)).isEmpty();
    HttpResponse<byte[]> none = server.send("gr-own", "PATCH", ME, "{\"greeting\":\"own\"}");
    assertThat(none.statusCode()).isEqualTo(422);
    assertThat(WholeServer.json(none).path("field").asString()).isEqualTo("greeting");
  }

  private static List<Path> files(Path folder) throws java.io.IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void what_cannot_be_a_greeting_is_refused_with_the_reason() throws Exception {
    server.signUp("gr-bad");
    HttpResponse<byte[]> text =
        put("gr-bad", "hello".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    assertThat(text.statusCode()).isEqualTo(415);
    assertThat(WholeServer.json(text).path("detail").asString()).contains("Ogg Opus", "WAV");
    assertRefused(wav(8000, 61), "longer than 60 s");
    assertRefused(Prompt.silence(60_020).toOggOpus(), "longer than 60 s");
    assertRefused(
        "OggS and then nothing".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
        "it is no Ogg Opus");
    assertThat(put("gr-bad", new byte[12_000_001]).statusCode()).isEqualTo(413);
    assertThat(server.get("gr-bad", GREETING).statusCode()).isEqualTo(404);
  }

  /** Whatever is wrong with it: the greeting stays as it was, and the reason is told. */
  @Test
  void a_damaged_greeting_is_refused_with_the_reason() throws Exception {
    server.signUp("gr-torn");
    byte[] wav = wav(8000, 3);
    assertRefused("gr-torn", Arrays.copyOf(wav, 20_000), "it is cut short");
    assertRefused("gr-torn", Arrays.copyOf(wav, 30), "it is damaged");
    assertRefused("gr-torn", with(wav, 24, 1), "1 samples per second");
    assertRefused("gr-torn", with(wav, 24, -1), "4294967295 samples per second");
    assertRefused("gr-torn", with(wav, 24, 0), "0 samples per second");
    assertRefused("gr-torn", with(wav, 16, 0x7FFFFFF0), "it is damaged");
    assertRefused("gr-torn", with(wav, 40, -1), "it is cut short");
    assertRefused("gr-torn", with(wav, 22, 0), "it is damaged");
    byte[] opus = Prompt.silence(3000).toOggOpus();
    for (int length : new int[] {27, 60, 150, opus.length / 2, opus.length - 1}) {
      assertRefused("gr-torn", Arrays.copyOf(opus, length), "Ogg Opus");
    }
    byte[] changed = opus.clone();
    changed[opus.length / 2] ^= 1;
    assertRefused("gr-torn", changed, "damaged or cut short");
    assertThat(server.get("gr-torn", GREETING).statusCode()).isEqualTo(404);
  }

  private static byte[] with(byte[] wav, int at, int value) {
    byte[] changed = wav.clone();
    ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
    return changed;
  }

  @Test
  void a_floating_point_wav_is_taken() throws Exception {
    server.signUp("gr-float");
    byte[] wav = wav(16_000, 2);
    ByteBuffer out =
        ByteBuffer.allocate(44 + 4 * 32_000).order(ByteOrder.LITTLE_ENDIAN).put(wav, 0, 44);
    out.putShort(20, (short) 3).putInt(28, 64_000).putShort(32, (short) 4);
    out.putShort(34, (short) 32).putInt(4, 36 + 4 * 32_000).putInt(40, 4 * 32_000);
    for (int i = 0; i < 32_000; i++) {
      out.putFloat((float) (0.5 * Math.sin(i * 0.1)));
    }
    HttpResponse<byte[]> done = put("gr-float", out.array());
    assertThat(done.statusCode()).as(WholeServer.text(done)).isEqualTo(204);
  }

  @Test
  void a_member_sends_one_greeting_at_a_time() throws Exception {
    server.signUp("gr-two");
    URI at = server.url(GREETING);
    String credentials =
        Base64.getEncoder()
            .encodeToString(("gr-two:" + WholeServer.PASSWORD).getBytes(StandardCharsets.UTF_8));
    try (Socket first = new Socket(at.getHost(), at.getPort())) {
      first
          .getOutputStream()
          .write(
              ("PUT "
                      + GREETING
                      + " HTTP/1.1\r\nHost: a\r\nAuthorization: Basic "
                      + credentials
                      + "\r\nExpect: 100-continue\r\nContent-Length: 1000\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      // The server says 100 when it begins to read.
      assertThat(new String(first.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 100");
      HttpResponse<byte[]> second = put("gr-two", wav(8000, 1.0));
      assertThat(second.statusCode()).isEqualTo(503);
      assertThat(second.headers().firstValue("Retry-After")).contains("5");
    }
  }

  private void assertRefused(byte[] file, String reason) {
    assertRefused("gr-bad", file, reason);
  }

  private void assertRefused(String id, byte[] file, String reason) {
    HttpResponse<byte[]> answer = put(id, file);
    assertThat(answer.statusCode()).as(reason).isEqualTo(422);
    assertThat(WholeServer.json(answer).path("detail").asString()).contains(reason);
  }

  @Test
  void each_reason_for_voice_mail_is_switched_by_itself() {
    server.signUp("gr-why");
    JsonNode before = me("gr-why").path("voicemail");
    for (String reason : List.of("noAnswer", "busy", "declined", "away", "failed")) {
      assertThat(before.path(reason).asBoolean()).as(reason).isTrue();
    }
    server.send(
        "gr-why",
        "PATCH",
        ME,
        "{\"voicemail\":{\"busy\":false,\"away\":false},\"greeting\":\"ko\"}");
    server.send("gr-why", "PATCH", ME, "{\"voicemail\":{\"away\":true},\"displayName\":\"New\"}");
    JsonNode after = me("gr-why");
    assertThat(after.path("voicemail").toString())
        .isEqualTo(
            "{\"noAnswer\":true,\"busy\":false,\"declined\":true,\"away\":true,\"failed\":true}");
    assertThat(after.path("greeting").asString()).isEqualTo("ko");
    assertThat(after.path("displayName").asString()).isEqualTo("New");
    HttpResponse<byte[]> wrong = server.send("gr-why", "PATCH", ME, "{\"greeting\":\"fr\"}");
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(WholeServer.json(wrong).path("detail").asString()).contains("en, ko, own");
  }
}
