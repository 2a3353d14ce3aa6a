// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import net.ringpost.db.account.MembershipStore;
import net.ringpost.db.voicemail.VoicemailKind;
import net.ringpost.server.voicemail.storage.MessageRecording;
import net.ringpost.server.voicemail.storage.NewVoicemail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An account's beginning and end over REST. */
class AccountRestTest {
  private final WholeServer server = WholeServer.get();

  @Test
  void a_deleted_account_is_gone_with_its_messages_and_greeting() throws Exception {
    server.signUp("ac-gone");
    String number = WholeServer.json(server.get("ac-gone", "/api/v1/me")).path("number").asString();
    long key = server.account("ac-gone").key();
    recording(key, true);
    MessageRecording underWay = recording(key, false);
    Path contents = server.data().resolve("messages").resolve(Long.toString(key));
    assertThat(contents).isDirectory();

    HttpResponse<byte[]> deleted = server.send("ac-gone", "DELETE", "/api/v1/me", "");
    assertThat(deleted.statusCode()).isEqualTo(204);
    assertThat(deleted.body()).isEmpty();
    assertThat(server.get("ac-gone", "/api/v1/me").statusCode()).isEqualTo(401);
    assertThat(server.send("ac-gone", "DELETE", "/api/v1/me", "").statusCode()).isEqualTo(401);
    assertThat(server.voicemails().list(key, false)).isEmpty();
    assertThat(server.voicemails().finish(underWay, 5000).get(10, TimeUnit.SECONDS)).isFalse();
    if (Files.exists(contents)) {
      assertThat(contents).isEmptyDirectory();
    }
    for (String name : new String[] {"ac-gone", number}) {
      HttpResponse<byte[]> taken = signUp("ac-new", name, "");
      assertThat(taken.statusCode()).as(WholeServer.text(taken)).isEqualTo(409);
    }
  }

  private MessageRecording recording(long account, boolean finished) throws Exception {
    MessageRecording recording =
        server
            .voicemails()
            .begin(
                new NewVoicemail(account, "1001", "Ada", VoicemailKind.AUDIO, Instant.now(), null))
            .get(10, TimeUnit.SECONDS);
    recording.append(new byte[1000], 0, 1000);
    if (finished) {
      assertThat(server.voicemails().finish(recording, 5000).get(10, TimeUnit.SECONDS)).isTrue();
    }
    return recording;
  }

  @ParameterizedTest
  @CsvSource({
    "911, '', id, ''",
    "ac-1, 112, number, ''",
    "ac-2, 9-9-9, number, ''",
    "ac-3, *97, number, ''",
    "*98, '', id, ''",
    "ac-4, '', displayName, x\u202ey",
    "ac-5\u2066, '', id, ''",
    "ac-6, 1\u200d2, number, ''"
  })
  void what_nobody_is_given_is_refused_at_its_field(
      String id, String number, String field, String name) {
    HttpResponse<byte[]> answer = signUp(id, number, name);
    assertThat(answer.statusCode()).as(WholeServer.text(answer)).isEqualTo(422);
    assertThat(WholeServer.json(answer).path("field").asString()).isEqualTo(field);
  }

  @Test
  void a_member_is_not_renamed_to_what_nobody_is_given() {
    server.signUp("ac-rename");
    for (String change : new String[] {"{\"number\":\"112\"}", "{\"displayName\":\"a\\u202eb\"}"}) {
      assertThat(server.send("ac-rename", "PATCH", "/api/v1/me", change).statusCode())
          .isEqualTo(422);
    }
  }

  @Test
  void what_the_operator_changes_in_the_database_is_heeded() throws Exception {
    server.signUp("ac-out");
    assertThat(server.get("ac-out", "/api/v1/me").statusCode()).isEqualTo(200);
    MembershipStore beside = server.memberships();
    beside.disable(server.account("ac-out"));
    server.heed();
    assertThat(server.get("ac-out", "/api/v1/me").statusCode()).isEqualTo(401);
    beside.enable(beside.find("ac-out").orElseThrow().account());
    server.heed();
    assertThat(server.get("ac-out", "/api/v1/me").statusCode()).isEqualTo(200);
    assertThat(beside.pending()).isEmpty();
  }

  private HttpResponse<byte[]> signUp(String id, String number, String name) {
    String body =
        WholeServer.JSON.writeValueAsString(
            WholeServer.JSON
                .createObjectNode()
                .put("id", id)
                .put("password", "some words here")
                .put("number", number)
                .put("displayName", name));
    return server.send(
        HttpRequest.newBuilder(server.url("/api/v1/accounts"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }
}
