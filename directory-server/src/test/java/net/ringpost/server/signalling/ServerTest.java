// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the server itself is asked, and what it will not do for anybody. */
@SuppressWarnings("StringSplitter") // the texts are ours
class ServerTest {
  private final Stage stage = Stage.open();
  private final Phone eve = stage.phone("eve");

  private String request(String method, String uri, String... lines) {
    String all = String.join("\n", lines);
    return eve.request(
        method,
        uri,
        "e 1",
        "From: <sip:eve@example.org>;tag=1" + (all.isEmpty() ? "" : "\n" + all));
  }

  @Test
  void options_is_answered_without_a_transaction() {
    String ok = eve.ask(request("OPTIONS", "sip:example.com"));
    assertThat(ok).startsWith("SIP/2.0 200");
    assertThat(ok).contains("Allow: ", "Accept: ", "Supported: ");
    assertThat(Phone.header(ok, "To")).contains("tag=");
    assertThat(stage.engine.counts().idle()).isTrue();
  }

  /** RFC 3261 §20.5. */
  @Test
  void methods_that_are_said_to_be_allowed_are_and_no_others() {
    String ok = eve.ask(request("OPTIONS", "sip:example.com"));
    List<String> allowed = List.of(Phone.header(ok, "Allow").split(", "));
    String[] methods =
        "INVITE BYE REGISTER OPTIONS MESSAGE SUBSCRIBE NOTIFY PUBLISH REFER INFO UPDATE PRACK"
            .split(" ");
    for (String method : methods) {
      String answer = eve.ask(request(method, "sip:example.com"));
      // Outside of a dialog there is nothing that these could be for.
      boolean dialog = answer.startsWith("SIP/2.0 481");
      assertThat(answer.startsWith("SIP/2.0 405"))
          .as(method)
          .isEqualTo(!dialog && !allowed.contains(method));
      assertThat(dialog && allowed.contains(method)).as(method).isFalse();
    }
    assertThat(allowed).containsExactlyInAnyOrder("REGISTER", "OPTIONS");
  }

  @ParameterizedTest
  @CsvSource({"INVITE, 405", "MESSAGE, 405", "SUBSCRIBE, 405", "BYE, 481", "NEW, 501"})
  void server_has_no_other_methods(String method, int status) {
    String answer = eve.ask(request(method, "sip:example.com"));
    assertThat(answer).startsWith("SIP/2.0 " + status);
    assertThat(Phone.has(answer, "Allow")).isEqualTo(status != 481);
  }

  @Test
  void extension_that_the_server_would_have_to_know() {
    String answer = eve.ask(request("OPTIONS", "sip:example.com", "Require: foo"));
    assertThat(answer).startsWith("SIP/2.0 420");
    assertThat(Phone.header(answer, "Unsupported")).isEqualTo("foo");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INVITE sip:x@198.51.100.1",
        "INVITE sip:x@victim.example.org;maddr=198.51.100.1",
        "INVITE sip:x@198.51.100.1;lr|Route: <sip:example.com;lr>",
        "INVITE sip:1001@example.com|Route: <sip:198.51.100.1;lr>",
        "INVITE sip:1001@example.com|Route: <sip:example.com;lr>|Route: <sip:198.51.100.1;lr>",
        "INVITE sip:1001@example.com|Route: <sip:198.51.100.1>",
        "MESSAGE sip:x@198.51.100.1",
        "OPTIONS sip:x@198.51.100.1|Route: <sip:127.0.0.1;lr>",
        "BYE sip:x@198.51.100.1|To: <sip:x@198.51.100.1>;tag=1",
        "BYE sip:x@198.51.100.1|To: <sip:x@y>;tag=1|Route: <sip:example.com;lr>",
        "OPTIONS sip:example.com|Via: SIP/2.0/UDP 198.51.100.1;branch=z9hG4bKv",
        "INVITE sip:1009@example.com|Via: SIP/2.0/UDP 198.51.100.1;branch=z9hG4bKv",
      })
  void nothing_is_relayed_for_strangers_to_strangers(String attempt) {
    Phone bert = stage.phone("bert");
    bert.register();
    String[] parts = attempt.split("\\|");
    String[] line = parts[0].split(" ");
    String[] more = java.util.Arrays.copyOfRange(parts, 1, parts.length);
    eve.send(request(line[0], line[1], more));
    stage.advance(100);
    bert.nothing();
    assertThat(stage.strays).isEmpty();
    assertThat(eve.inbox).isNotEmpty();
  }

  @Test
  void answer_goes_where_the_request_came_from() {
    String spoofed =
        request("OPTIONS", "sip:example.com").replaceFirst("UDP [^;]*", "UDP 198.51.100.1:99");
    assertThat(eve.ask(spoofed)).startsWith("SIP/2.0 200").contains("received=");
    assertThat(stage.strays).isEmpty();
  }

  @Test
  void response_that_nobody_asked_for_is_dropped() {
    eve.send(
        """
        SIP/2.0 200 OK
        Via: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bKx
        Via: SIP/2.0/UDP 198.51.100.1;branch=z9hG4bKy
        From: <sip:a@b>;tag=1
        To: <sip:c@d>;tag=2
        Call-ID: x
        CSeq: 1 INVITE
        Content-Length: 0

        """);
    stage.settle();
    eve.nothing();
    assertThat(stage.strays).isEmpty();
  }
}
