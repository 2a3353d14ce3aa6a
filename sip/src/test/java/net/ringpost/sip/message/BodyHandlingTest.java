// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.ringpost.sip.Fixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 5621, RFC 3261 §8.2.3. */
class BodyHandlingTest {
  private static final String SDP = "application/sdp";

  private static SipMessage message(String type, String body, String... lines) {
    SipMessage m =
        Fixtures.request("INVITE").withBody(type, body.getBytes(StandardCharsets.ISO_8859_1));
    HeaderEditor edit = m.headers().edit();
    if (type.isEmpty()) {
      edit.remove(HeaderName.CONTENT_TYPE);
    }
    for (String line : lines) {
      String[] parts = line.split(": ", 2);
      edit.append(HeaderName.of(parts[0]), parts[1]);
    }
    return m.withHeaders(edit.build());
  }

  private static String found(SipMessage message, String... understood) {
    return switch (BodyHandling.of(message, understood)) {
      case BodyHandling.Nothing n -> "nothing";
      case BodyHandling.Content c ->
          c.type() + " " + new String(c.bytes(), StandardCharsets.ISO_8859_1);
      case BodyHandling.NotUnderstood n -> "415 " + n.header();
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/sdp               |                                | application/sdp v",
        "Application/SDP ; charset=utf8|                                | application/sdp v",
        "''                            |                                | application/sdp v",
        "application/sdp               | Content-Disposition: session   | application/sdp v",
        "application/sdp               | Content-Disposition: session;handling=required | application/sdp v",
        "application/sdp               | Content-Disposition: early-session | 415 Accept",
        "application/sdp               | Content-Disposition: early-session;handling=optional | nothing",
        "application/sdp               | Content-Encoding: identity     | application/sdp v",
        "application/sdp               | Content-Encoding: gzip         | 415 Accept-Encoding",
        "application/sdp               | e: DEFLATE                     | 415 Accept-Encoding",
        "text/plain                    |                                | 415 Accept",
        "text/plain                    | Content-Disposition: render    | 415 Accept",
        "text/plain                    | Content-Disposition: x ; Handling = \"Optional\" | nothing",
        "text/plain                    | Content-Disposition: render;handling=required | 415 Accept",
        "multipart/mixed               |                                | 415 Accept",
        "multipart/mixed;boundary=b    |                                | 415 Accept",
      })
  void whole_body(String type, String line, String outcome) {
    String[] lines = line == null ? new String[0] : new String[] {line};
    assertThat(found(message(type, "v", lines), SDP)).isEqualTo(outcome);
  }

  @Test
  void no_body_is_nothing_whatever_the_type() {
    assertThat(found(message("text/plain", ""), SDP)).isEqualTo("nothing");
  }

  /** Each part is its header fields, then its content. */
  private static String multipart(String... parts) {
    StringBuilder sb = new StringBuilder("preamble\r\n");
    for (String part : parts) {
      int bar = part.indexOf('|');
      String head = part.substring(0, bar).replace(" / ", "\r\n");
      sb.append("--x=/'y\r\n").append(head).append(head.isEmpty() ? "" : "\r\n");
      sb.append("\r\n").append(part.substring(bar + 1)).append("\r\n");
    }
    return sb.append("--x=/'y--\r\nepilogue").toString();
  }

  private static final String DESCRIPTION = "Content-Type: application/sdp|v=0\r\n";
  private static final String ISUP = "Content-Type: application/isup;version=itu-t92+|\1\2\r\n\3";
  private static final String PIDF = "Content-Type: application/pidf+xml / Content-ID: <a@b>|<x/>";

  private static String mixed(String... parts) {
    return found(message("multipart/mixed;boundary=\"x=/'y\"", multipart(parts)), SDP);
  }

  @Test
  void description_is_found_in_any_place() {
    String sdp = "application/sdp v=0\r\n";
    assertThat(mixed(DESCRIPTION, PIDF)).isEqualTo(sdp);
    assertThat(mixed(ISUP, DESCRIPTION)).isEqualTo(sdp);
    assertThat(mixed(PIDF, ISUP, DESCRIPTION)).isEqualTo(sdp);
    assertThat(mixed(DESCRIPTION, "c: application/sdp|v=1")).isEqualTo(sdp);
    assertThat(mixed("Content-Type: Application/SDP;a=b / Content-Transfer-Encoding: binary|v=2"))
        .isEqualTo("application/sdp v=2");
    assertThat(mixed("Content-Type: application/sdp / Content-Transfer-Encoding: base64|dj0z"))
        .isEqualTo("application/sdp v=3");
    assertThat(mixed("Content-Type:\r\n application/sdp|v=4")).isEqualTo("application/sdp v=4");
  }

  @Test
  void part_that_is_required_is_not_passed_over() {
    String required = " / Content-Disposition: signal ; handling=required|";
    assertThat(mixed(DESCRIPTION, ISUP.replace("|", required))).isEqualTo("415 Accept");
    assertThat(mixed(ISUP.replace("|", required.replace("required", "optional")), DESCRIPTION))
        .startsWith("application/sdp");
  }

  @Test
  void parts_of_which_none_is_understood() {
    assertThat(mixed(PIDF, ISUP)).isEqualTo("415 Accept");
    String optional = " / Content-Disposition: signal;handling=optional|";
    assertThat(mixed(ISUP.replace("|", optional))).isEqualTo("nothing");
    assertThat(mixed("Content-Type: application/sdp / Content-Encoding: gzip|v"))
        .isEqualTo("415 Accept");
    assertThat(mixed("|no type")).isEqualTo("415 Accept");
  }

  @Test
  void of_alternatives_the_last_that_is_understood_counts() {
    String body =
        multipart("Content-Type: application/sdp|v=1", "Content-Type: application/sdp|v=2", PIDF);
    assertThat(found(message("multipart/alternative; boundary=\"x=/'y\"", body), SDP))
        .isEqualTo("application/sdp v=2");
  }

  @Test
  void parts_can_have_parts_down_to_a_limit() {
    String body = multipart(DESCRIPTION, PIDF);
    List<String> outcomes = new ArrayList<>();
    for (int depth = 0; depth < 6; depth++) {
      String boundary = depth == 0 ? "x=/'y" : "d" + depth;
      outcomes.add(found(message("multipart/related;boundary=\"" + boundary + "\"", body), SDP));
      String next = "d" + (depth + 1);
      body =
          "--"
              + next
              + "\r\nContent-Type: multipart/related;boundary=\""
              + boundary
              + "\"\r\n\r\n"
              + body
              + "\r\n--"
              + next
              + "--\r\n";
    }
    assertThat(outcomes.subList(0, 4)).allMatch(o -> o.startsWith("application/sdp"));
    assertThat(outcomes.get(5)).isEqualTo("415 Accept");
  }

  @Test
  void broken_parts_have_an_outcome() {
    for (String body :
        new String[] {
          "--b", "--b--", "--b\r\n", "--b\n\n--b", "x--b\r\nv", "--b\r\n:\r\n\r\n", ""
        }) {
      assertThat(found(message("multipart/mixed;boundary=b", body), SDP))
          .isIn("415 Accept", "nothing");
    }
    // Without its end, with line feeds alone.
    String loose = "--b\nContent-Type: application/sdp\n\nv=5\n";
    assertThat(found(message("multipart/mixed;boundary=b;x=(", loose), SDP))
        .isEqualTo("application/sdp v=5\n");
  }
}
