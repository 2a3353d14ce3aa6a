// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.parse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Headers;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Uri;
import net.ringpost.sip.parse.Parsed.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageWriterTest {
  static List<String> untouched() {
    // Whatever follows the body of this one is not part of the message.
    return Vectors.names().stream().filter(n -> !n.equals("rfc4475/dblreq")).toList();
  }

  @ParameterizedTest
  @MethodSource("untouched")
  void untouched_message_is_written_as_it_came(String name) {
    byte[] bytes = Vectors.bytes(name);
    Parsed p = MessageParser.parse(bytes, 0, bytes.length, Framing.DATAGRAM);
    if (p instanceof Parsed.Message m) {
      assertThat(MessageWriter.toBytes(m.message(), Framing.DATAGRAM)).isEqualTo(bytes);
      assertThat(MessageWriter.size(m.message())).isEqualTo(bytes.length);
    }
  }

  @Test
  void field_that_came_without_its_end_is_written_with_one() {
    byte[] bytes =
        "OPTIONS sip:a SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK1\r\nCall-ID: x".getBytes(UTF_8);
    Malformed m = (Malformed) MessageParser.parse(bytes, 0, bytes.length, Framing.DATAGRAM);
    SipRequest cut = Objects.requireNonNull(m.answerable());
    SipResponse answer = SipResponse.to(cut, m.suggested(), m.reason(), "t");
    assertThat(new String(MessageWriter.toBytes(answer, Framing.DATAGRAM), UTF_8))
        .contains("\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK1\r\n")
        .contains("\r\nCall-ID: x\r\n");
  }

  @Test
  void relayed_message_differs_only_where_it_was_changed() {
    byte[] bytes = Vectors.bytes("rfc4475/wsinv");
    SipRequest in =
        (SipRequest)
            ((Parsed.Message) MessageParser.parse(bytes, 0, bytes.length, Framing.DATAGRAM))
                .message();
    Headers headers =
        in.headers()
            .edit()
            .prepend(HeaderName.VIA, "SIP/2.0/UDP p;branch=z9hG4bKx")
            .removeFirstValue(HeaderName.ROUTE)
            .set(HeaderName.MAX_FORWARDS, "67")
            .build();
    SipRequest out = in.withRequestUri(Uri.parse("sip:new@target")).withHeaders(headers);
    String expected =
        new String(bytes, UTF_8)
            .replace(
                "INVITE sip:vivekg@chair-dnrc.example.com;unknownparam SIP/2.0",
                "INVITE sip:new@target SIP/2.0")
            .replace("Via  : SIP", "Via: SIP/2.0/UDP p;branch=z9hG4bKx\r\nVia  : SIP")
            .replace(
                "Route:\r\n <sip:services.example.com;lr;unknownwith=value;unknown-no-value>\r\n",
                "")
            .replace("MaX-fOrWaRdS: 0068", "MaX-fOrWaRdS: 67");
    assertThat(new String(MessageWriter.toBytes(out, Framing.STREAM), UTF_8)).isEqualTo(expected);
  }

  @Test
  void removing_the_top_via_of_a_comma_list_leaves_the_rest() {
    byte[] bytes = Vectors.bytes("rfc4475/wsinv");
    SipMessage in =
        ((Parsed.Message) MessageParser.parse(bytes, 0, bytes.length, Framing.DATAGRAM)).message();
    Headers once = in.headers().edit().removeFirstValue(HeaderName.VIA).build();
    Headers twice = once.edit().removeFirstValue(HeaderName.VIA).build();
    String out = new String(MessageWriter.toBytes(in.withHeaders(twice), Framing.DATAGRAM), UTF_8);
    assertThat(out)
        .contains("\r\nv: SIP  /    2.0   / UDP  192.168.255.111   ; branch= z9hG4bK30239\r\n");
    assertThat(out).doesNotContain("spindle");
  }

  @Test
  void content_length_is_added_on_a_stream_and_left_out_on_a_datagram() {
    SipMessage m = MessageParserTest.good(MessageParserTest.options("") + "abc");
    assertThat(new String(MessageWriter.toBytes(m, Framing.DATAGRAM), UTF_8))
        .doesNotContain("Content-Length");
    assertThat(new String(MessageWriter.toBytes(m, Framing.STREAM), UTF_8))
        .endsWith("\r\nContent-Length: 3\r\n\r\nabc");
  }

  @Test
  void content_length_that_is_wrong_is_replaced_in_its_own_form() {
    SipMessage m = MessageParserTest.good(MessageParserTest.options("l : 3\r\n") + "abc");
    Headers wrong = m.headers().edit().set(HeaderName.CONTENT_LENGTH, "7").build();
    assertThat(new String(MessageWriter.toBytes(m.withHeaders(wrong), Framing.DATAGRAM), UTF_8))
        .endsWith("\r\nl: 3\r\n\r\nabc");
    Headers nonsense = m.headers().edit().set(HeaderName.CONTENT_LENGTH, "x").build();
    assertThat(new String(MessageWriter.toBytes(m.withHeaders(nonsense), Framing.DATAGRAM), UTF_8))
        .endsWith("\r\nl: 3\r\n\r\nabc");
    assertThat(
            new String(
                MessageWriter.toBytes(m.withBody("a/b", new byte[0]), Framing.STREAM), UTF_8))
        .endsWith("\r\nl: 0\r\nContent-Type: a/b\r\n\r\n");
  }
}
