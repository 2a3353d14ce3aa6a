// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SipMessageTest {
  private static final Uri BOB = Uri.parse("sip:bob@b.c");

  private static final SipRequest INVITE =
      SipRequest.of(
          Method.INVITE,
          BOB,
          Headers.create()
              .append(HeaderName.VIA, "SIP/2.0/UDP p;branch=z9hG4bK2")
              .append(HeaderName.MAX_FORWARDS, "70")
              .append(HeaderName.VIA, "SIP/2.0/UDP a;branch=z9hG4bK1")
              .append(HeaderName.FROM, "\"A\" <sip:a@b.c>;tag=f")
              .append(HeaderName.TO, "<sip:bob@b.c>")
              .append(HeaderName.CALL_ID, "c@d")
              .append(HeaderName.CSEQ, "7 INVITE")
              .append(HeaderName.TIMESTAMP, "1.5")
              .append(HeaderName.CONTACT, "<sip:a@1.2.3.4>, <sip:b@1.2.3.4>")
              .append(HeaderName.CONTACT, "sip:c@1.2.3.4")
              .build(),
          "hi".getBytes(UTF_8));

  @Test
  void accessors_decode() {
    assertThat(INVITE.topVia().branch()).isEqualTo("z9hG4bK2");
    assertThat(INVITE.vias()).hasSize(2);
    assertThat(INVITE.callId()).isEqualTo("c@d");
    assertThat(INVITE.cseq()).isEqualTo(new CSeq(7, Method.INVITE));
    assertThat(INVITE.fromTag()).isEqualTo("f");
    assertThat(INVITE.toTag()).isNull();
    assertThat(INVITE.maxForwards()).hasValue(70);
    assertThat(INVITE.expires()).isEmpty();
    assertThat(INVITE.contacts()).hasSize(3);
    assertThat(INVITE.contactIsStar()).isFalse();
    assertThat(INVITE.routes()).isEmpty();
    assertThat(INVITE.contentLength()).hasValue(2);
    assertThat(INVITE.from()).isSameAs(INVITE.from());
  }

  @Test
  void missing_header_is_malformed() {
    SipRequest empty = SipRequest.of(Method.ACK, BOB, Headers.EMPTY);
    assertThatThrownBy(empty::callId).hasMessage("Call-ID: header missing (at 0)");
    assertThatThrownBy(empty::topVia).isInstanceOf(MalformedException.class);
    assertThat(empty.vias()).isEmpty();
  }

  /** RFC 3261 §8.2.6.2. */
  @Test
  void response_copies_what_it_must() {
    SipResponse r = SipResponse.to(INVITE, Status.RINGING, null, "t1");
    assertThat(r.startLine().toString()).isEqualTo("SIP/2.0 180 Ringing");
    assertThat(r.vias()).isEqualTo(INVITE.vias());
    assertThat(r.headers().get(0)).isSameAs(INVITE.headers().get(0));
    assertThat(r.from()).isEqualTo(INVITE.from());
    assertThat(r.toTag()).isEqualTo("t1");
    assertThat(r.callId()).isEqualTo("c@d");
    assertThat(r.method()).isSameAs(Method.INVITE);
    assertThat(r.headers().has(HeaderName.TIMESTAMP)).isFalse();
    assertThat(r.contentLength()).hasValue(0);
    assertThat(r.headers().size()).isEqualTo(7);
  }

  @Test
  void response_100_carries_the_timestamp_and_no_tag() {
    SipResponse r = SipResponse.to(INVITE, Status.TRYING, "Wait", null);
    assertThat(r.headers().first(HeaderName.TIMESTAMP)).isEqualTo("1.5");
    assertThat(r.toTag()).isNull();
    assertThat(r.reason()).isEqualTo("Wait");
  }

  @Test
  void response_keeps_a_tag_and_answers_what_is_broken() {
    Headers tagged = INVITE.headers().edit().set(HeaderName.TO, "<sip:b@c.d>;tag=old").build();
    assertThat(SipResponse.to(INVITE.withHeaders(tagged), Status.OK, null, "new").toTag())
        .isEqualTo("old");
    Headers broken =
        tagged.edit().set(HeaderName.TO, "\"x <sip:b@c.d>").remove(HeaderName.FROM).build();
    SipResponse r = SipResponse.to(INVITE.withHeaders(broken), Status.BAD_REQUEST, null, "new");
    assertThat(r.headers().first(HeaderName.TO)).isEqualTo("\"x <sip:b@c.d>");
    assertThat(r.headers().has(HeaderName.FROM)).isFalse();
  }

  @Test
  void copies_change_only_what_is_asked() {
    SipRequest r =
        INVITE.withRequestUri(Uri.parse("sip:x@y.z")).withBody("text/plain", "abc".getBytes(UTF_8));
    assertThat(r.startLine().toString()).isEqualTo("INVITE sip:x@y.z SIP/2.0");
    assertThat(r.requestUri().toString()).isEqualTo("sip:x@y.z");
    assertThat(r.contentLength()).hasValue(3);
    assertThat(r.contentType()).isEqualTo("text/plain");
    assertThat(r.headers().get(3)).isSameAs(INVITE.headers().get(3));
    assertThat(INVITE.bodySlice().toString()).isEqualTo("hi");
    assertThat(INVITE.toString())
        .contains("INVITE sip:bob@b.c SIP/2.0\n", "Call-ID: c@d\n", "\nhi");
  }

  @Test
  void addresses_need_brackets_only_in_routes() {
    Headers h =
        INVITE
            .headers()
            .edit()
            .append(HeaderName.P_ASSERTED_IDENTITY, "sip:a@b.c, tel:+1")
            .append(HeaderName.REFER_TO, "sip:x@y.z;method=BYE")
            .append(HeaderName.PATH, "<sip:p;lr>")
            .append(HeaderName.ROUTE, "sip:a@b.c")
            .build();
    SipRequest r = INVITE.withHeaders(h);
    assertThat(r.addresses(HeaderName.P_ASSERTED_IDENTITY)).hasSize(2);
    assertThat(r.addresses(HeaderName.REFER_TO).get(0).uri().toString()).isEqualTo("sip:x@y.z");
    assertThat(r.addresses(HeaderName.PATH)).hasSize(1);
    assertThatThrownBy(r::routes).isInstanceOf(MalformedException.class);
  }

  @Test
  void star_is_no_contact() {
    Headers star = INVITE.headers().edit().set(HeaderName.CONTACT, "*").build();
    assertThat(INVITE.withHeaders(star).contactIsStar()).isTrue();
    assertThat(INVITE.withHeaders(star).contacts()).isEmpty();
  }

  @Test
  void call_id_is_one_or_two_words() {
    for (String bad : new String[] {"", "a b", "a@b@c", "@a", "a@", "\u00e4", "a,b"}) {
      Headers h = INVITE.headers().edit().set(HeaderName.CALL_ID, bad).build();
      assertThatThrownBy(() -> INVITE.withHeaders(h).callId())
          .isInstanceOf(MalformedException.class);
    }
  }
}
