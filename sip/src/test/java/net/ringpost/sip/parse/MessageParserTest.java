// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.parse;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.parse.Parsed.KeepAlive;
import net.ringpost.sip.parse.Parsed.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageParserTest {
  static final String HEAD =
      """
      Via: SIP/2.0/UDP a.b;branch=z9hG4bK1
      From: <sip:a@b.c>;tag=1
      To: <sip:d@e.f>
      Call-ID: x@y
      CSeq: 1 OPTIONS
      """
          .replace("\n", "\r\n");

  static Parsed parse(String text, Framing framing) {
    byte[] bytes = text.getBytes(UTF_8);
    return MessageCheck.strictly(MessageParser.parse(bytes, 0, bytes.length, framing));
  }

  static SipMessage good(String text) {
    Parsed parsed = parse(text, Framing.DATAGRAM);
    assertThat(parsed).isInstanceOf(Parsed.Message.class);
    return ((Parsed.Message) parsed).message();
  }

  static Malformed bad(String text, Framing framing) {
    Parsed parsed = parse(text, framing);
    assertThat(parsed).isInstanceOf(Malformed.class);
    return (Malformed) parsed;
  }

  static String options(String extra) {
    return "OPTIONS sip:d@e.f SIP/2.0\r\n" + HEAD + extra + "\r\n";
  }

  @Test
  void empty_lines_before_the_message_are_skipped() {
    assertThat(good("\r\n\r\n\r\n" + options("")).callId()).isEqualTo("x@y");
  }

  /** RFC 5626 §4.4.1. */
  @Test
  void keep_alives_are_told_apart() {
    assertThat(parse("\r\n\r\n", Framing.DATAGRAM)).isEqualTo(KeepAlive.PING);
    assertThat(parse("\r\n", Framing.DATAGRAM)).isEqualTo(KeepAlive.PONG);
    assertThat(bad("", Framing.DATAGRAM).answerable()).isNull();
    assertThat(bad("\0", Framing.DATAGRAM).answerable()).isNull();
    assertThat(bad("\0\0\0\0", Framing.DATAGRAM).answerable()).isNull();
  }

  @Test
  void part_of_a_larger_buffer_is_read() {
    byte[] bytes = ("???" + options("l: 2\r\n") + "hi??").getBytes(UTF_8);
    Parsed p = MessageParser.parse(bytes, 3, bytes.length - 5, Framing.DATAGRAM);
    assertThat(((Parsed.Message) p).message().bodySlice().toString()).isEqualTo("hi");
  }

  @Test
  void body_ends_where_content_length_says() {
    assertThat(good(options("") + "abc").bodySlice().toString()).isEqualTo("abc");
    assertThat(good(options("l:2\r\n") + "abc").bodySlice().toString()).isEqualTo("ab");
    assertThat(good(options("Content-Length:\r\n 3\r\n") + "abc").body()).hasSize(3);
    Malformed m = bad(options("l: 4\r\n") + "abc", Framing.DATAGRAM);
    assertThat(m.suggested()).isSameAs(Status.BAD_REQUEST);
    assertThat(m.answerable()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "1 2", "+1", "", "99999999999999999999", "2147483648", "1,1"})
  void content_length_that_is_no_number_ends_the_stream(String value) {
    Malformed m = bad(options("Content-Length: " + value + "\r\n") + "abc", Framing.STREAM);
    assertThat(m.connectionUsable()).isFalse();
    assertThat(m.suggested()).isSameAs(Status.BAD_REQUEST);
    assertThat(Objects.requireNonNull(m.answerable()).callId()).isEqualTo("x@y");
  }

  @Test
  void content_length_is_needed_on_a_stream() {
    Malformed m = bad(options(""), Framing.STREAM);
    assertThat(m.reason()).isEqualTo("Content-Length missing on a stream");
    assertThat(m.connectionUsable()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "SIP/2.0 99 x",
    "SIP/2.0 700 x",
    "SIP/2.0 2000 x",
    "SIP/2.0 200",
    "SIP/2.0  200 OK",
    "SIP/2.0",
    "SIP/2.0 ",
    "SIP/3.0 200 OK",
    "SIP/2 200 OK",
    "SIP/",
    "GET / HTTP/1.1",
    "OPTIONS",
    "OPTIONS sip:a@b.c",
    "OPTIONS SIP/2.0",
    "OPT@ONS sip:a@b.c SIP/2.0",
    "ACK <sip:a@b.c> SIP/2.0"
  })
  void hopeless_first_line_is_dropped(String line) {
    assertThat(bad(line + "\r\n" + HEAD + "\r\n", Framing.DATAGRAM).answerable()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "OPTIONS sip:a@b.c SIP/2,400",
    "OPTIONS sip:a@b.c SIP/2.x,400",
    "OPTIONS sip:a@b.c SIP/2.00,505",
    "OPTIONS sip:a@b.c SIP/1.0,505",
    "OPTIONS sip:a@b.c  SIP/2.0,400",
    "OPTIONS  SIP/2.0,400",
    "OPTIONS sip:a@b.c\tx SIP/2.0,400",
    "OPTIONS a SIP/2.0,400",
    "OPTIONS sip:a@@b SIP/2.0,400",
    "INVITE sip:a@b.c SIP/2.0,400",
    "OPTIONs sip:a@b.c SIP/2.0,501"
  })
  void wrong_first_line_is_answered(String line, int status) {
    Malformed m = bad(line + "\r\n" + HEAD + "\r\n", Framing.DATAGRAM);
    assertThat(m.suggested().code()).isEqualTo(status);
    assertThat(Objects.requireNonNull(m.answerable()).callId()).isEqualTo("x@y");
  }

  @Test
  void version_may_have_any_case() {
    assertThat(good(options("").replace("SIP/2.0\r\nVia", "sip/2.0\r\nVia")).callId()).isNotEmpty();
    String response = "sIp/2.0 200 OK\r\n" + HEAD + "\r\n";
    assertThat(((SipResponse) good(response)).status()).isSameAs(Status.OK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no colon here\r\n",
        ": x\r\n",
        "a b: x\r\n",
        "X: a\nb\r\n",
        "X: a\rb\r\n",
        "X: a\n",
        " X: a\r\n",
        "X\u00e4: a\r\n"
      })
  void broken_header_line_is_answered(String line) {
    Malformed m = bad(options(line + "l: 0\r\n"), Framing.DATAGRAM);
    assertThat(m.suggested()).isSameAs(Status.BAD_REQUEST);
    assertThat(m.offset()).isPositive();
    assertThat(Objects.requireNonNull(m.answerable()).topVia().branch()).isEqualTo("z9hG4bK1");
  }

  @Test
  void header_with_a_stray_line_break_does_not_get_into_the_answer() {
    Malformed m = bad(options("t: x\nEvil: y\r\n"), Framing.DATAGRAM);
    assertThat(Objects.requireNonNull(m.answerable()).toString()).doesNotContain("Evil");
  }

  @Test
  void fold_before_any_header_is_refused() {
    String text = options("l: 0\r\n").replace("SIP/2.0\r\nVia", "SIP/2.0\r\n Via");
    assertThat(bad(text, Framing.DATAGRAM).answerable()).isNull();
  }

  @Test
  void ack_is_never_answered() {
    String ack = options("X\r\n").replace("OPTIONS", "ACK");
    assertThat(bad(ack, Framing.DATAGRAM).answerable()).isNull();
  }

  @Test
  void limits_have_their_own_answers() {
    Limits limits = new Limits(400, 8, 20, 10);
    assertThat(limited(options("A: b\r\n"), limits)).isEqualTo(0);
    assertThat(limited(options("A: b\r\n".repeat(4)), limits)).isEqualTo(513);
    assertThat(limited(options("A: " + "b".repeat(300) + "\r\n"), limits)).isEqualTo(513);
    assertThat(limited(options("").replace("sip:d@e.f S", "sip:" + "d".repeat(20) + " S"), limits))
        .isEqualTo(414);
  }

  private static int limited(String text, Limits limits) {
    byte[] bytes = text.getBytes(UTF_8);
    Parsed p = MessageParser.parse(bytes, 0, bytes.length, Framing.DATAGRAM, limits);
    if (!(p instanceof Malformed m)) {
      return 0;
    }
    assertThat(m.answerable()).isNotNull();
    return m.suggested().code();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Max-Forwards: 256",
        "Max-Forwards: x",
        "Max-Forwards: 1\r\nMax-Forwards: 1",
        "Route: sip:a@b.c",
        "Record-Route: <sip:a@b.c",
        "Date: Fri, 01 Jan 2010 16:00:00 +0100",
        "Date: Fri, 1 Jan 2010 16:00:00 CET",
        "Via: SIP/2.0/UDP",
        "i: z",
        "t: <sip:x@y.z>"
      })
  void check_refuses(String header) {
    Malformed m = bad(options(header + "\r\n"), Framing.DATAGRAM);
    assertThat(m.suggested()).isSameAs(Status.BAD_REQUEST);
    assertThat(m.reason()).contains(": ");
    assertThat(m.connectionUsable()).isTrue();
  }

  /** RFC 3261 §10.3: what a registrar needs, and nobody else. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Expires: 4294967296",
        "Expires: -1",
        "Contact: *\r\nContact: <sip:a@b.c>",
        "Contact: <sip:a@b.c>, *",
        "Contact:",
        "Contact: <sip:a@b c>",
      })
  void check_refuses_a_registration_only(String header) {
    String register = options(header + "\r\n").replace("OPTIONS", "REGISTER");
    assertThat(bad(register, Framing.DATAGRAM).suggested()).isSameAs(Status.BAD_REQUEST);
    assertThat(good(options(header + "\r\n")).headers().size()).isGreaterThan(5);
  }

  /** RFC 3261 §16.3 step 1, §16.7: what is not needed is not judged. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Date: 11 Feb 2019 08:04:27 GMT",
        "Date: Mon, 1 Feb 2019 08:04:27 UTC",
        "Date: Fri, 01 Jan 2010 16:00:00 EST",
        "Date: yesterday",
        "Date: x\r\nDate: y",
        "Contact: <sip:*31#1000@192.0.2.1:5060>",
        "Contact: <sip:a b@c>, <sip:d@e.f>",
        "Contact: <sip:a@b.c",
        "Expires: never",
        "Max-Forwards: 999",
        "Record-Route: nonsense",
        "Content-Type: a/b\r\nc: a/b",
        "Via: nonsense",
        "Call-ID: again",
      })
  void response_is_not_lost_for_what_its_transaction_does_not_need(String header) {
    String ok = "SIP/2.0 200 OK\r\n" + HEAD + header + "\r\n\r\n";
    assertThat(((SipResponse) good(ok)).code()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Date: 11 Feb 2019 08:04:27 GMT",
        "Date: Mon, 1 Feb 2019 08:04:27 UTC",
        "Date: Fri, 01 Jan 2010 16:00:00 +0000",
        "Date: yesterday",
        "Contact: <sip:*31#1000@192.0.2.1:5060>",
        "Contact: <sip:a b@c>",
        "Content-Type: a/b\r\nc: a/b",
      })
  void request_is_not_refused_for_what_a_proxy_does_not_need(String header) {
    assertThat(good(options(header + "\r\n")).headers().size()).isGreaterThan(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Max-Forwards: 0255",
        "Expires: 4294967295",
        "Contact: *",
        "Contact: <sip:a@b.c>;expires=x",
        "Date: Fri, 01 Jan 2010 16:00:00 GMT",
        "Subject: a, b\r\nSubject: c",
        "Authorization: Digest a=\"b\"\r\nAuthorization: Digest c=\"d\"",
        "X:\r\n\t",
        "Supported:"
      })
  void check_accepts(String header) {
    assertThat(good(options(header + "\r\n")).headers().size()).isGreaterThan(5);
  }

  /**
   * RFC 3261 §7.3.1, §16.3: in a response such a line is left out, a request with it is refused.
   */
  @ParameterizedTest
  @ValueSource(strings = {"X-No-Colon\r\n", "two words\r\n", ": no name\r\n", "@\r\n", " x\r\n"})
  void line_that_is_no_header_field_costs_no_response(String line) {
    String head = line.isBlank() ? HEAD : line + HEAD;
    SipMessage ok = good("SIP/2.0 200 OK\r\n" + head + "Contact: <sip:a@b>\r\n" + line + "\r\n");
    assertThat(ok.callId()).isEqualTo("x@y");
    assertThat(ok.headers().first(HeaderName.CONTACT)).startsWith("<sip:a@b>");
    if (!line.startsWith(" ")) {
      assertThat(bad(options(line), Framing.DATAGRAM).reason())
          .isEqualTo("header line without name and colon");
    }
  }

  @Test
  void line_break_within_a_line_that_is_no_field_still_costs_the_response() {
    String response = "SIP/2.0 200 OK\r\n" + HEAD + "no field\nX: y\r\n\r\n";
    assertThat(bad(response, Framing.DATAGRAM).reason()).isEqualTo("line break that is not CRLF");
  }

  @Test
  void response_that_is_wrong_is_dropped() {
    String response = "SIP/2.0 200 OK\r\n" + HEAD.replace("CSeq: 1", "CSeq: x") + "\r\n";
    assertThat(bad(response, Framing.DATAGRAM).answerable()).isNull();
    String cookie = "SIP/2.0 200 OK\r\n" + HEAD.replace("z9hG4bK1", "z9hG4bK") + "\r\n";
    assertThat(bad(cookie, Framing.DATAGRAM).reason()).startsWith("Via: ");
    String nothing = "SIP/2.0 200 OK\r\n\r\n";
    assertThat(bad(nothing, Framing.DATAGRAM).reason()).endsWith("header missing");
  }

  @Test
  void header_value_keeps_what_is_no_utf8() {
    byte[] bytes = options("X: a?b\r\n").getBytes(UTF_8);
    bytes[new String(bytes, UTF_8).indexOf('?')] = (byte) 0xff;
    Parsed p = MessageParser.parse(bytes, 0, bytes.length, Framing.DATAGRAM);
    SipMessage m = ((Parsed.Message) p).message();
    assertThat(m.headers().first(HeaderName.of("x"))).isEqualTo("a\ufffdb");
    assertThat(MessageWriter.toBytes(m, Framing.DATAGRAM)).isEqualTo(bytes);
  }

  @Test
  void date_is_read_and_written() {
    String text = "Sat, 13 Nov 2010 23:29:00 GMT";
    assertThat(SipDate.format(SipDate.parse(text))).isEqualTo(text);
    assertThat(SipDate.parse(text).getEpochSecond()).isEqualTo(1289690940L);
    assertThat(SipDate.parse("13 Nov 2010 23:29:00 UTC").getEpochSecond()).isEqualTo(1289690940L);
    assertThat(SipDate.format(SipDate.parse("Sat, 1 Jun 2024 01:02:03 GMT")))
        .isEqualTo("Sat, 01 Jun 2024 01:02:03 GMT");
  }
}
