// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.parse.Parsed.Malformed;
import net.ringpost.sip.parse.TortureCase.OnStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All messages of RFC 4475 and RFC 5118, as a datagram and as a stream. */
class TortureTest {
  static Stream<TortureCase> cases() {
    return Stream.of(Rfc4475Valid.CASES, Rfc4475Invalid.CASES, Rfc5118Cases.CASES)
        .flatMap(List::stream);
  }

  private static String vector(TortureCase c) {
    return (Rfc5118Cases.CASES.contains(c) ? "rfc5118/" : "rfc4475/") + c.name();
  }

  @Test
  void every_vector_has_one_row() {
    assertThat(cases().map(TortureTest::vector))
        .containsExactlyInAnyOrderElementsOf(Vectors.names())
        .hasSize(61);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void datagram_has_the_outcome_of_the_rfc(TortureCase c) {
    byte[] bytes = Vectors.bytes(vector(c));
    verify(c, MessageCheck.strictly(MessageParser.parse(bytes, 0, bytes.length, Framing.DATAGRAM)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void stream_has_the_outcome_of_the_rfc(TortureCase c) {
    byte[] bytes = Vectors.bytes(vector(c));
    for (int chunk : new int[] {bytes.length, 7, 1}) {
      StreamFramer framer = new StreamFramer(StreamFramer.Side.ACCEPTED);
      List<Parsed> out = new ArrayList<>();
      for (int at = 0; at < bytes.length; at += chunk) {
        framer.feed(bytes, at, Math.min(chunk, bytes.length - at));
        for (Parsed p = framer.next(); p != null; p = framer.next()) {
          out.add(MessageCheck.strictly(p));
        }
      }
      verifyStream(c, framer, out);
    }
  }

  private static void verifyStream(TortureCase c, StreamFramer framer, List<Parsed> out) {
    boolean closes = c.stream() == OnStream.CLOSES || c.stream() == OnStream.TWO_MESSAGES;
    assertThat(framer.broken()).isEqualTo(closes);
    assertThat(framer.midMessage()).isEqualTo(c.stream() == OnStream.WAITS);
    switch (c.stream()) {
      case WAITS -> assertThat(out).isEmpty();
      case CLOSES -> {
        Malformed m = (Malformed) out.get(0);
        assertThat(m.suggested().code()).isEqualTo(400);
        assertThat(m.answerable()).isNotNull();
        assertThat(out).hasSize(1);
      }
      case TWO_MESSAGES -> {
        verify(c, out.get(0));
        Parsed.Message second = (Parsed.Message) out.get(1);
        assertThat(second.message().method()).isSameAs(Method.INVITE);
        assertThat(second.message().body()).hasSize(150);
        // The second body is a byte longer than its Content-Length says: what is left is no SIP.
        assertThat(((Malformed) out.get(2)).answerable()).isNull();
        assertThat(out).hasSize(3);
      }
      case SAME -> {
        assertThat(out).hasSize(1);
        verify(c, out.get(0));
      }
    }
  }

  private static void verify(TortureCase c, Parsed parsed) {
    if (c.outcome().status() == 0) {
      assertThat(parsed).isInstanceOf(Parsed.Message.class);
      c.values().accept(((Parsed.Message) parsed).message());
      return;
    }
    assertThat(parsed).isInstanceOf(Malformed.class);
    Malformed m = (Malformed) parsed;
    assertThat(m.reason()).startsWith(c.outcome().reason());
    assertThat(m.suggested().code()).isEqualTo(c.outcome().status());
    assertThat(m.offset()).isNotNegative();
    assertThat(m.answerable() != null).isEqualTo(c.outcome().answered());
    if (m.answerable() != null) {
      assertThat(Objects.requireNonNull(m.answerable()).method()).isNotSameAs(Method.ACK);
    }
  }
}
