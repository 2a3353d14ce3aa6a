// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.parse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.ringpost.sip.parse.Parsed.KeepAlive;
import net.ringpost.sip.parse.Parsed.Malformed;
import net.ringpost.sip.parse.StreamFramer.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamFramerTest {
  private static String message(int number, String body) {
    return "OPTIONS sip:d@e.f SIP/2.0\r\n"
        + MessageParserTest.HEAD.replace("x@y", "call" + number)
        + "Content-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  /** Feeds in pieces; gives call ids, keep-alives, and statuses of what is malformed. */
  private static List<String> run(StreamFramer framer, String text, int chunk) {
    byte[] bytes = text.getBytes(UTF_8);
    List<String> out = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += chunk) {
      framer.feed(bytes, at, Math.min(chunk, bytes.length - at));
      for (Parsed p = framer.next(); p != null; p = framer.next()) {
        out.add(
            switch (p) {
              case Parsed.Message m -> m.message().callId() + "/" + m.message().bodySlice();
              case Malformed m -> m.suggested().code() + (m.answerable() == null ? "!" : "");
              case KeepAlive k -> k.name();
            });
      }
    }
    return out;
  }

  private static final int[] CHUNKS = {1, 2, 3, 5, 64, 1000, 100_000};

  @Test
  void messages_come_out_whatever_the_pieces() {
    String text =
        message(1, "")
            + message(2, "hello")
            + "\r\n"
            + message(3, "\r\n\r\nINVITE x")
            + "\r\n\r\n\r\n"
            + message(4, "z".repeat(5000))
            + "\r\n\r\n"
            + "\r\n\r\n";
    for (int chunk : CHUNKS) {
      StreamFramer framer = new StreamFramer(Side.ACCEPTED);
      assertThat(run(framer, text, chunk))
          .containsExactly(
              "call1/",
              "call2/hello",
              "call3/\r\n\r\nINVITE x",
              "PING",
              "call4/" + "z".repeat(5000),
              "PING",
              "PING");
      assertThat(framer.midMessage()).isFalse();
      assertThat(framer.broken()).isFalse();
    }
  }

  /** RFC 5626 §4.4.1: who opened the connection pings and is answered with a single CRLF. */
  @Test
  void pong_is_told_at_once_to_the_side_that_opened() {
    for (int chunk : CHUNKS) {
      StreamFramer framer = new StreamFramer(Side.OPENED);
      assertThat(run(framer, "\r\n" + message(1, "") + "\r\n", chunk))
          .containsExactly("PONG", "call1/", "PONG");
    }
    StreamFramer accepted = new StreamFramer(Side.ACCEPTED);
    assertThat(run(accepted, "\r\n", 1)).isEmpty();
    assertThat(accepted.midMessage()).isFalse();
    assertThat(run(accepted, "\r\n", 1)).containsExactly("PING");
  }

  @Test
  void half_a_message_is_seen() {
    StreamFramer framer = new StreamFramer(Side.ACCEPTED);
    assertThat(framer.midMessage()).isFalse();
    assertThat(run(framer, "OPT", 1)).isEmpty();
    assertThat(framer.midMessage()).isTrue();
    String rest = message(1, "ab").substring(3);
    assertThat(run(framer, rest.substring(0, rest.length() - 1), 9)).isEmpty();
    assertThat(framer.midMessage()).isTrue();
    assertThat(run(framer, "b", 1)).containsExactly("call1/ab");
    assertThat(framer.midMessage()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Content-Length: x\r\n",
        "Content-Length: -1\r\n",
        "l: 1\r\nContent-length: 2\r\n"
      })
  void without_a_length_the_stream_is_broken(String length) {
    String text = message(1, "").replace("Content-Length: 0\r\n", length) + "abc" + message(2, "");
    for (int chunk : CHUNKS) {
      StreamFramer framer = new StreamFramer(Side.ACCEPTED);
      assertThat(run(framer, text, chunk)).containsExactly("400");
      assertThat(framer.broken()).isTrue();
      assertThat(framer.midMessage()).isFalse();
    }
  }

  @Test
  void broken_header_does_not_end_the_stream_while_the_length_is_known() {
    String text = message(1, "a").replace("To:", "T o:") + message(2, "b");
    for (int chunk : CHUNKS) {
      StreamFramer framer = new StreamFramer(Side.ACCEPTED);
      assertThat(run(framer, text, chunk)).containsExactly("400", "call2/b");
      assertThat(framer.broken()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0016\u0003\u0001",
        "\0",
        "\n",
        " OPTIONS",
        "\rX",
        "{}",
        "GET / HTTP/1.1\r\nHost: x\r\n\r\n"
      })
  void what_is_not_sip_breaks_the_stream_unanswered(String garbage) {
    for (int chunk : CHUNKS) {
      StreamFramer framer = new StreamFramer(Side.ACCEPTED);
      assertThat(run(framer, garbage + "more", chunk)).containsExactly("400!");
      assertThat(framer.broken()).isTrue();
    }
  }

  @Test
  void limits_break_the_stream() {
    Limits limits = new Limits(400, 10, 100, 50);
    for (int chunk : CHUNKS) {
      StreamFramer body = new StreamFramer(Side.ACCEPTED, limits);
      assertThat(run(body, message(1, "x".repeat(51)), chunk)).containsExactly("413");
      StreamFramer endless = new StreamFramer(Side.ACCEPTED, limits);
      assertThat(run(endless, "X".repeat(1000), chunk)).containsExactly("513!");
      StreamFramer fits = new StreamFramer(Side.ACCEPTED, limits);
      assertThat(run(fits, message(1, "x".repeat(50)), chunk)).hasSize(1).doesNotContain("413");
      assertThat(fits.broken()).isFalse();
    }
  }

  @Test
  void message_owns_its_bytes() {
    StreamFramer framer = new StreamFramer(Side.ACCEPTED);
    byte[] bytes = message(1, "one").getBytes(UTF_8);
    framer.feed(bytes, 0, bytes.length);
    Parsed.Message first = (Parsed.Message) Objects.requireNonNull(framer.next());
    byte[] next = message(2, "two").getBytes(UTF_8);
    framer.feed(next, 0, next.length);
    assertThat(framer.next()).isNotNull();
    assertThat(first.message().bodySlice().toString()).isEqualTo("one");
    assertThat(first.message().callId()).isEqualTo("call1");
  }
}
