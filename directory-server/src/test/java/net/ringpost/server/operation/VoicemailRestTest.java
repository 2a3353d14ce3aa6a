// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import net.ringpost.db.voicemail.VoicemailKind;
import net.ringpost.server.mwi.MailboxChanged;
import net.ringpost.server.voicemail.storage.MessageRecording;
import net.ringpost.server.voicemail.storage.NewVoicemail;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Messages over REST. */
class VoicemailRestTest {
  private static final String MESSAGES = "/api/v1/voicemails";
  private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");

  private final WholeServer server = WholeServer.get();

  /** The key of a member who was just signed up; REST does not tell it. */
  private long key(String id) {
    return server.account(id).key();
  }

  private byte[] leave(String id, VoicemailKind kind, int size) throws Exception {
    byte[] content = new byte[size];
    new Random(size).nextBytes(content);
    MessageRecording recording =
        server
            .voicemails()
            .begin(new NewVoicemail(key(id), "1001", "Ada", kind, AT, null))
            .get(10, TimeUnit.SECONDS);
    for (int at = 0; at < size; at += 1000) {
      recording.append(content, at, Math.min(1000, size - at));
    }
    assertThat(server.voicemails().finish(recording, 61_500).get(10, TimeUnit.SECONDS)).isTrue();
    return content;
  }

  private String only(String id) {
    JsonNode list = WholeServer.json(server.get(id, MESSAGES));
    assertThat(list.size()).isEqualTo(1);
    return list.get(0).path("id").asString();
  }

  private HttpResponse<byte[]> range(String id, String path, String... headers) {
    return server.send(server.request(id, path).headers(headers).build());
  }

  private static String header(HttpResponse<byte[]> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  @Test
  void a_message_is_listed_and_played() throws Exception {
    server.signUp("vm-play");
    assertThat(WholeServer.text(server.get("vm-play", MESSAGES))).isEqualTo("[]");
    byte[] content = leave("vm-play", VoicemailKind.AUDIO, 50_500);
    JsonNode entry = WholeServer.json(server.get("vm-play", MESSAGES)).get(0);
    assertThat(entry.path("id").asString()).matches("[0-9a-f]{32}");
    assertThat(entry.path("from").asString()).isEqualTo("1001");
    assertThat(entry.path("fromName").asString()).isEqualTo("Ada");
    assertThat(entry.path("receivedAt").asString()).isEqualTo("2026-11-21T10:00:00Z");
    assertThat(entry.path("durationMs").asLong()).isEqualTo(61_500);
    assertThat(entry.path("kind").asString()).isEqualTo("audio");
    assertThat(entry.path("heard").asBoolean()).isFalse();
    HttpResponse<byte[]> all = server.get("vm-play", content("vm-play"));
    assertThat(all.statusCode()).isEqualTo(200);
    assertThat(all.body()).isEqualTo(content);
    assertThat(header(all, "Content-Type")).isEqualTo("audio/ogg");
    assertThat(header(all, "Accept-Ranges")).isEqualTo("bytes");
    assertThat(header(all, "Content-Length")).isEqualTo("50500");
    assertThat(header(all, "Cache-Control")).contains("no-store");
    assertThat(header(all, "ETag")).isNotEmpty();
  }

  private String content(String id) {
    return MESSAGES + "/" + only(id) + "/content";
  }

  @Test
  void ranges_are_served() throws Exception {
    server.signUp("vm-range");
    byte[] content = leave("vm-range", VoicemailKind.VIDEO, 10_000);
    String path = content("vm-range");
    HttpResponse<byte[]> part = range("vm-range", path, "Range", "bytes=1500-2499");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(content, 1500, 2500));
    assertThat(header(part, "Content-Range")).isEqualTo("bytes 1500-2499/10000");
    assertThat(header(part, "Content-Type")).isEqualTo("video/webm");
    String tag = header(part, "ETag");
    assertThat(range("vm-range", path, "Range", "bytes=-10").body())
        .isEqualTo(Arrays.copyOfRange(content, 9990, 10_000));
    HttpResponse<byte[]> outside = range("vm-range", path, "Range", "bytes=10000-");
    assertThat(outside.statusCode()).isEqualTo(416);
    assertThat(header(outside, "Content-Range")).isEqualTo("bytes */10000");
    HttpResponse<byte[]> same = range("vm-range", path, "Range", "bytes=9000-", "If-Range", tag);
    assertThat(same.statusCode()).isEqualTo(206);
    HttpResponse<byte[]> other =
        range("vm-range", path, "Range", "bytes=9000-", "If-Range", "\"x\"");
    assertThat(other.statusCode()).isEqualTo(200);
    assertThat(other.body()).isEqualTo(content);
    assertThat(range("vm-range", path, "If-None-Match", tag).statusCode()).isEqualTo(304);
  }

  @Test
  void marks_deletions_and_their_undoing_are_told_to_listeners() throws Exception {
    server.signUp("vm-mark");
    long key = key("vm-mark");
    BlockingQueue<MailboxChanged> told = new LinkedBlockingQueue<>();
    server.voicemails().listen(change -> collect(told, change, key));
    leave("vm-mark", VoicemailKind.AUDIO, 100);
    assertTold(told, key, 1, 0);
    String path = MESSAGES + "/" + only("vm-mark");
    HttpResponse<byte[]> heard = server.send("vm-mark", "PATCH", path, "{\"heard\":true}");
    assertThat(heard.statusCode()).isEqualTo(200);
    assertThat(WholeServer.json(heard).path("heard").asBoolean()).isTrue();
    assertTold(told, key, 0, 1);
    server.send("vm-mark", "PATCH", path, "{\"heard\":false}");
    assertTold(told, key, 1, 0);
    assertThat(server.send("vm-mark", "PATCH", path, "{}").statusCode()).isEqualTo(422);
    assertThat(server.send("vm-mark", "DELETE", path, "").statusCode()).isEqualTo(204);
    assertTold(told, key, 0, 0);
    assertThat(WholeServer.text(server.get("vm-mark", MESSAGES))).isEqualTo("[]");
    JsonNode deleted = WholeServer.json(server.get("vm-mark", MESSAGES + "?deleted=true"));
    assertThat(deleted.get(0).path("deletedAt").asString()).isNotEmpty();
    assertThat(server.send("vm-mark", "POST", path + "/restore", "").statusCode()).isEqualTo(200);
    assertTold(told, key, 1, 0);
    assertThat(only("vm-mark")).isEqualTo(deleted.get(0).path("id").asString());
  }

  private static void collect(
      BlockingQueue<MailboxChanged> told, MailboxChanged change, long account) {
    if (change.account() == account) {
      told.add(change);
    }
  }

  private static void assertTold(BlockingQueue<MailboxChanged> told, long key, int n, int old)
      throws InterruptedException {
    assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo(new MailboxChanged(key, n, old));
  }

  @Test
  void anothers_message_is_answered_as_one_that_never_was() throws Exception {
    server.signUp("vm-owner");
    server.signUp("vm-thief");
    leave("vm-owner", VoicemailKind.AUDIO, 100);
    String theirs = MESSAGES + "/" + only("vm-owner");
    String none = MESSAGES + "/0123456789abcdef0123456789abcdef";
    for (Map.Entry<String, String> call :
        Map.of("GET", "/content", "PATCH", "", "DELETE", "", "POST", "/restore").entrySet()) {
      String body = call.getKey().equals("PATCH") ? "{\"heard\":true}" : "";
      HttpResponse<byte[]> stolen =
          server.send("vm-thief", call.getKey(), theirs + call.getValue(), body);
      HttpResponse<byte[]> unknown =
          server.send("vm-thief", call.getKey(), none + call.getValue(), body);
      assertThat(stolen.statusCode()).as(call.getKey()).isEqualTo(404);
      assertThat(header(stolen, "Content-Type")).isEqualTo("application/problem+json");
      assertThat(WholeServer.text(stolen).replace(theirs, none))
          .isEqualTo(WholeServer.text(unknown));
    }
    assertThat(server.get("vm-thief", MESSAGES + "/../voicemails/x/content").statusCode())
        .isEqualTo(404);
    assertThat(server.send(HttpRequest.newBuilder(server.url(MESSAGES)).build()).statusCode())
        .isEqualTo(401);
    assertThat(only("vm-owner")).isNotEmpty();
  }

  @Test
  void messages_are_counted_and_described() throws Exception {
    server.signUp("vm-count");
    leave("vm-count", VoicemailKind.AUDIO, 100);
    String metrics = WholeServer.text(server.get("vm-count", "/actuator/prometheus"));
    assertThat(metrics)
        .contains(
            "ringpost_voicemail_recording 0.0",
            "ringpost_voicemail_stored_total ",
            "ringpost_voicemail_bytes_total ");
    JsonNode api = WholeServer.json(server.get("vm-count", "/api/v1/openapi.json"));
    assertThat(api.path("paths").propertyNames())
        .contains(MESSAGES, MESSAGES + "/{id}/content", MESSAGES + "/{id}/restore");
    assertThat(
            api.path("paths")
                .path(MESSAGES + "/{id}/content")
                .path("get")
                .path("responses")
                .propertyNames())
        .contains("200", "206", "304", "404", "416");
  }
}
