// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import net.ringpost.sip.message.HeaderField;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.MalformedException;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.NameAddr;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.message.Uri;
import net.ringpost.sip.message.Via;

/** What holds for any bytes whatever. */
final class ParserProperties {
  private ParserProperties() {}

  static void datagram(byte[] bytes) {
    byte[] before = bytes.clone();
    Parsed parsed = MessageParser.parse(bytes, 0, bytes.length, Framing.DATAGRAM);
    switch (parsed) {
      case Parsed.Message m -> message(m.message());
      case Parsed.Malformed m -> malformed(m);
      case Parsed.KeepAlive k -> assertThat(bytes.length).isLessThanOrEqualTo(4);
    }
    assertThat(bytes).isEqualTo(before);
  }

  private static void malformed(Parsed.Malformed m) {
    assertThat(m.offset()).isNotNegative();
    assertThat(m.reason()).isNotEmpty();
    SipRequest request = m.answerable();
    if (request != null) {
      assertThat(request.method()).isNotEqualTo(Method.ACK);
      answer(request, m.suggested(), m.reason());
    }
  }

  private static void answer(SipRequest request, Status status, String reason) {
    SipResponse response = SipResponse.to(request, status, reason, "tag");
    byte[] written = MessageWriter.toBytes(response, Framing.STREAM);
    Parsed again = MessageParser.parse(written, 0, written.length, Framing.STREAM);
    // A field that was broken may break the answer too, but never so that it shows as another one.
    if (again instanceof Parsed.Message m) {
      assertThat(((SipResponse) m.message()).status()).isSameAs(status);
      assertThat(m.message().headers().size()).isEqualTo(response.headers().size());
    }
  }

  private static void message(SipMessage message) {
    Parsed.Malformed wrong = MessageCheck.check(message);
    byte[] written = MessageWriter.toBytes(message, Framing.DATAGRAM);
    Parsed again = MessageParser.parse(written, 0, written.length, Framing.DATAGRAM);
    SipMessage copy = ((Parsed.Message) again).message();
    assertThat(MessageWriter.toBytes(copy, Framing.DATAGRAM)).isEqualTo(written);
    assertThat(copy.toString()).isEqualTo(message.toString());
    for (HeaderField field : message.headers()) {
      assertThat(message.headers().values(field.name())).isNotNull();
    }
    if (wrong != null) {
      malformed(wrong);
      return;
    }
    checked(message);
    if (message instanceof SipRequest request && !request.method().equals(Method.ACK)) {
      answer(request, Status.OK, "OK");
      relayed(request);
    }
  }

  /**
   * What was checked can be decoded, and what is decoded is written so that it decodes the same.
   */
  private static void checked(SipMessage m) {
    List<NameAddr> addresses = new ArrayList<>(m.readableContacts());
    addresses.addAll(m.readableAddresses(HeaderName.RECORD_ROUTE));
    // A response needs no more than what leads it to its transaction.
    if (m instanceof SipRequest) {
      for (Via via : m.vias()) {
        assertThat(Via.parseList(via.toString())).containsExactly(via);
      }
      addresses.addAll(m.routes());
      addresses.add(m.from());
      addresses.add(m.to());
    }
    assertThat(Via.parseList(m.topVia().toString())).containsExactly(m.topVia());
    for (NameAddr a : addresses) {
      NameAddr again = NameAddr.parse("x", a.toString());
      assertThat(again.uri()).isEqualTo(a.uri());
      assertThat(again.params()).isEqualTo(a.params());
      assertThat(Objects.requireNonNullElse(again.displayName(), ""))
          .isEqualTo(Objects.requireNonNullElse(a.displayName(), ""));
      assertThat(a.uri().equivalent(Uri.parse(a.uri().toString()))).isTrue();
    }
    assertThat(m.cseq().number()).isBetween(0L, 0x7fff_ffffL);
  }

  private static void relayed(SipRequest request) {
    try {
      int vias = request.vias().size();
      SipMessage out =
          request
              .withRequestUri(Uri.parse("sip:a@b.c"))
              .withHeaders(
                  request.headers().edit().prepend(HeaderName.VIA, "SIP/2.0/UDP p").build());
      byte[] written = MessageWriter.toBytes(out, Framing.STREAM);
      Parsed parsed =
          MessageCheck.strictly(MessageParser.parse(written, 0, written.length, Framing.STREAM));
      SipMessage there = ((Parsed.Message) parsed).message();
      assertThat(there.vias()).hasSize(vias + 1);
      SipMessage back =
          there.withHeaders(there.headers().edit().removeFirstValue(HeaderName.VIA).build());
      assertThat(back.vias()).isEqualTo(request.vias());
    } catch (MalformedException e) {
      throw new AssertionError("a checked message was not decoded: " + request, e);
    }
  }

  static void stream(byte[] bytes) {
    List<String> whole = frame(bytes, Math.max(1, bytes.length));
    assertThat(frame(bytes, 1)).isEqualTo(whole);
    assertThat(frame(bytes, 13)).isEqualTo(whole);
  }

  private static List<String> frame(byte[] bytes, int chunk) {
    StreamFramer framer = new StreamFramer(StreamFramer.Side.ACCEPTED);
    List<String> out = new ArrayList<>();
    for (int at = 0; at < bytes.length; at += chunk) {
      byte[] piece = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + chunk));
      framer.feed(piece, 0, piece.length);
      for (Parsed p = framer.next(); p != null; p = framer.next()) {
        out.add(p instanceof Parsed.Message m ? m.message().toString() : describe(p));
        assertThat(out.size()).isLessThanOrEqualTo(bytes.length);
      }
    }
    out.add("broken " + framer.broken() + " mid " + framer.midMessage());
    return out;
  }

  private static String describe(Parsed p) {
    return p instanceof Parsed.Malformed m
        ? m.reason() + " " + m.suggested() + " " + (m.answerable() != null)
        : p.toString();
  }
}
