// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.ringpost.sip.Fixtures;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.message.Uri;
import net.ringpost.sip.transaction.Timers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UserAgentTest implements UserAgentHandler, Paths {
  private static final Flow FLOW = Fixtures.udp("10.0.0.1", "10.0.0.2");
  private static final SipUri BOB = SipUri.parse("sip:bob@10.0.0.1");

  private final List<SipMessage> sent = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final List<IncomingCall> calls = new ArrayList<>();
  private @Nullable Flow way = FLOW;
  private final UserAgent agent =
      new UserAgent(
          new Identity(BOB, "Bob", "urn:uuid:1", "Test"),
          this,
          Authenticator.NONE,
          this,
          (m, f) -> sent.add(m),
          new SplittableRandom(1),
          Timers.RFC_3261);

  @Override
  public @Nullable Flow toward(Uri nextHop) {
    return way;
  }

  @Override
  public SipUri contact(Flow flow) {
    return SipUri.parse("sip:bob@10.0.0.1:5060");
  }

  @Override
  public void onCall(IncomingCall call, long now) {
    calls.add(call);
  }

  @Override
  public void onAnswered(Call call, SipMessage message, long now) {
    told.add("answered");
  }

  @Override
  public void onEnded(Call call, CallEnd end, long now) {
    told.add("ended " + end.cause());
  }

  private SipResponse lastResponse() {
    return (SipResponse) sent.get(sent.size() - 1);
  }

  private void receive(SipRequest request) {
    agent.engine().receive(request, FLOW, 0);
  }

  private static SipRequest branch(SipRequest request, String branch) {
    return request.withHeaders(
        request
            .headers()
            .edit()
            .set(HeaderName.VIA, "SIP/2.0/UDP 10.0.0.2:5060;branch=z9hG4bK" + branch)
            .build());
  }

  @Test
  void options_is_answered_with_what_we_can() {
    receive(Fixtures.request("OPTIONS"));
    assertThat(lastResponse().code()).isEqualTo(200);
    assertThat(lastResponse().headers().values(HeaderName.ALLOW)).contains("INVITE", "MESSAGE");
    assertThat(lastResponse().toTag()).isNotEmpty();
  }

  @Test
  void unknown_method_is_refused_with_allow() {
    receive(Fixtures.request("PUBLISH"));
    assertThat(lastResponse().code()).as("RFC 3261 §8.2.1").isEqualTo(405);
    assertThat(lastResponse().headers().has(HeaderName.ALLOW)).isTrue();
  }

  @Test
  void required_extension_is_refused_by_name() {
    receive(Fixtures.request("INVITE", "Require: 100rel, foo"));
    assertThat(lastResponse().code()).as("RFC 3261 §8.2.2.3").isEqualTo(420);
    assertThat(lastResponse().headers().values(HeaderName.UNSUPPORTED))
        .containsExactly("100rel", "foo");
    assertThat(calls).isEmpty();
  }

  @Test
  void request_outside_any_dialog_but_with_a_tag_is_unknown() {
    SipRequest bye = Fixtures.request("BYE");
    receive(
        bye.withHeaders(
            bye.headers().edit().set(HeaderName.TO, "<sip:bob@10.0.0.1>;tag=x").build()));
    assertThat(lastResponse().code()).as("RFC 3261 §12.2.2").isEqualTo(481);
  }

  @Test
  void merged_request_is_a_loop() {
    receive(branch(Fixtures.invite(), "one"));
    receive(branch(Fixtures.invite(), "two"));
    assertThat(lastResponse().code()).as("RFC 3261 §8.2.2.2").isEqualTo(482);
    assertThat(calls).hasSize(1);
  }

  @Test
  void answer_copies_record_route_and_names_us() {
    receive(Fixtures.request("INVITE", "Record-Route: <sip:10.0.0.8;lr>"));
    calls.get(0).ring(Status.RINGING, Body.NONE, 0);
    calls.get(0).answer(Body.sdp(new byte[] {1, 2}), 0);
    SipResponse ok = lastResponse();
    assertThat(ok.headers().values(HeaderName.RECORD_ROUTE))
        .as("RFC 3261 §12.1.1")
        .containsExactly("<sip:10.0.0.8;lr>");
    assertThat(ok.contacts()).hasSize(1);
    assertThat(ok.contentType()).isEqualTo("application/sdp");
    assertThat(ok.toTag()).isEqualTo(((SipResponse) sent.get(0)).toTag()).isNotEmpty();
  }

  @Test
  void cancelled_call_is_terminated_and_its_reason_handed_on() {
    receive(Fixtures.invite());
    assertThat(agent.has(calls.get(0).transaction())).isTrue();
    receive(Fixtures.request("CANCEL", "Reason: SIP;cause=200;text=\"Call completed elsewhere\""));
    assertThat(sent).extracting(m -> ((SipResponse) m).code()).containsExactly(200, 487);
    assertThat(told).containsExactly("ended CANCELLED");
    assertThat(agent.has(calls.get(0).transaction())).isFalse();
    assertThat(agent.liveCalls()).isZero();
  }

  @Test
  void hanging_up_a_call_that_rings_declines_it() {
    receive(Fixtures.invite());
    calls.get(0).hangUp(0);
    assertThat(lastResponse().code()).isEqualTo(603);
    assertThat(told).containsExactly("ended REFUSED");
  }

  @Test
  void call_without_a_way_is_unreachable_but_not_before_it_is_returned() {
    way = null;
    OutgoingCall call =
        agent.call(SipUri.parse("sip:x@example.com"), Body.NONE, List.of(), this, 5);
    assertThat(told).isEmpty();
    agent.engine().tick(5);
    assertThat(told).containsExactly("ended UNREACHABLE");
    assertThat(call.dialog()).isNull();
    assertThat(agent.engine().counts().idle()).isTrue();
  }

  @Test
  void call_shows_who_we_are() {
    agent.call(SipUri.parse("sip:1001@10.0.0.2"), Body.sdp(new byte[] {7}), List.of(), this, 0);
    SipRequest invite = (SipRequest) sent.get(0);
    assertThat(invite.method()).isEqualTo(Method.INVITE);
    assertThat(invite.from().displayName()).isEqualTo("Bob");
    assertThat(invite.contacts().get(0).uri()).hasToString("sip:bob@10.0.0.1:5060");
    assertThat(invite.maxForwards()).hasValue(70);
    assertThat(invite.body()).containsExactly(7);
  }
}
