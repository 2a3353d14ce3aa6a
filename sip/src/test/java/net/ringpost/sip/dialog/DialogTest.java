// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import net.ringpost.sip.Fixtures;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import org.junit.jupiter.api.Test;

class DialogTest {
  private static SipResponse with(SipResponse r, HeaderName name, String value) {
    return r.withHeaders(r.headers().edit().append(name, value).build());
  }

  private static SipResponse routed() {
    SipResponse ok = Fixtures.answer(Fixtures.invite(), 200);
    SipResponse contact = with(ok, HeaderName.CONTACT, "<sip:bob@10.0.0.3>");
    return with(contact, HeaderName.RECORD_ROUTE, "<sip:10.0.0.8;lr>, <sip:10.0.0.7;lr>");
  }

  @Test
  void caller_reverses_the_record_route() {
    Dialog d = Dialog.ofCaller(Fixtures.invite(), routed());
    SipRequest bye = d.advanced().request(Method.BYE);
    assertThat(bye.requestUriText()).isEqualTo("sip:bob@10.0.0.3");
    assertThat(bye.headers().values(HeaderName.ROUTE))
        .as("RFC 3261 §12.1.2")
        .containsExactly("<sip:10.0.0.7;lr>", "<sip:10.0.0.8;lr>");
    assertThat(bye.cseq()).hasToString("2 BYE");
    assertThat(bye.fromTag()).isEqualTo("a");
    assertThat(bye.toTag()).isEqualTo("b");
    assertThat(d.ack(1).cseq()).as("RFC 3261 §13.2.2.4").hasToString("1 ACK");
  }

  @Test
  void callee_keeps_the_record_route() {
    SipRequest invite =
        Fixtures.request("INVITE", "Record-Route: <sip:10.0.0.8;lr>, <sip:10.0.0.7;lr>");
    SipRequest bye = Dialog.ofCallee(invite, "b").advanced().request(Method.BYE);
    assertThat(bye.headers().values(HeaderName.ROUTE))
        .as("RFC 3261 §12.1.1")
        .containsExactly("<sip:10.0.0.8;lr>", "<sip:10.0.0.7;lr>");
    assertThat(bye.requestUriText()).isEqualTo("sip:alice@10.0.0.2:5060");
    assertThat(bye.cseq()).hasToString("1 BYE");
    assertThat(bye.fromTag()).isEqualTo("b");
    assertThat(bye.toTag()).isEqualTo("a");
  }

  @Test
  void strict_router_becomes_the_request_uri() {
    SipRequest invite = Fixtures.request("INVITE", "Record-Route: <sip:10.0.0.8>");
    SipRequest bye = Dialog.ofCallee(invite, "b").request(Method.BYE);
    assertThat(bye.requestUriText()).as("RFC 3261 §12.2.1.1").isEqualTo("sip:10.0.0.8");
    assertThat(bye.headers().values(HeaderName.ROUTE)).containsExactly("<sip:alice@10.0.0.2:5060>");
  }

  @Test
  void numbers_must_rise_and_a_refresh_moves_the_target() {
    Dialog d = Dialog.ofCallee(Fixtures.invite(), "b");
    assertThat(d.inOrder(Fixtures.request("BYE"))).as("RFC 3261 §12.2.2").isFalse();
    SipRequest moved =
        (SipRequest)
            Fixtures.message(
                "UPDATE sip:bob@10.0.0.1 SIP/2.0",
                "Via: SIP/2.0/UDP 10.0.0.2;branch=z9hG4bK-2",
                "From: <sip:alice@10.0.0.1>;tag=a",
                "To: <sip:bob@10.0.0.1>;tag=b",
                "Call-ID: call-1",
                "CSeq: 7 UPDATE",
                "Contact: <sip:alice@10.0.0.99>");
    assertThat(d.inOrder(moved)).isTrue();
    assertThat(d.received(moved).target()).hasToString("sip:alice@10.0.0.99");
    assertThat(d.received(moved).remoteSeq()).isEqualTo(7);
  }
}
