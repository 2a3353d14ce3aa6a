// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.ObjLongConsumer;
import net.ringpost.sip.Fixtures;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.HeaderEditor;
import net.ringpost.sip.message.HeaderField;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.message.Uri;
import net.ringpost.sip.parse.Framing;
import net.ringpost.sip.parse.MessageParser;
import net.ringpost.sip.parse.Parsed;
import net.ringpost.sip.transaction.Timers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserAgentTest implements UserAgentHandler, Paths {
  private static final Flow FLOW = Fixtures.udp("10.0.0.1", "10.0.0.2");
  private static final SipUri BOB = SipUri.parse("sip:bob@10.0.0.1");

  private final List<SipMessage> sent = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final List<IncomingCall> calls = new ArrayList<>();
  private ObjLongConsumer<List<HeaderField>> farewell = (fields, now) -> {};
  private boolean saysMore;
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
    assertThat(lastResponse().headers().values(HeaderName.ALLOW)).contains("INVITE", "BYE");
    assertThat(lastResponse().toTag()).isNotEmpty();
  }

  @Test
  void call_that_cannot_be_taken_now_is_refused_with_the_time_after_which_it_may_be() {
    receive(Fixtures.request("INVITE"));
    calls.getFirst().reject(Status.SERVICE_UNAVAILABLE, 0);
    assertThat(lastResponse().code()).isEqualTo(503);
    assertThat(lastResponse().headers().first(HeaderName.RETRY_AFTER)).isEqualTo("10");
  }

  /** A request whose body is this, after these header lines. */
  private static SipRequest carrying(SipRequest request, String body, String... lines) {
    String head = request.toString();
    String text =
        head.substring(0, head.indexOf("\n\n")).replaceAll("(?m)^Content-Length:.*\n?", "").strip()
            + "\n"
            + String.join("\n", lines)
            + "\nContent-Length: "
            + body.length()
            + "\n\n";
    byte[] bytes = (text.replace("\n", "\r\n") + body).getBytes(StandardCharsets.ISO_8859_1);
    return (SipRequest)
        ((Parsed.Message) MessageParser.parse(bytes, 0, bytes.length, Framing.DATAGRAM)).message();
  }

  private static final String SDP = "v=0\r\no=- 1 1 IN IP4 10.0.0.2\r\ns=-\r\nt=0 0\r\n";

  /** RFC 3261 §8.2.3. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Content-Type: application/isup                               | Accept",
        "Content-Type: application/sdp;Content-Encoding: gzip         | Accept-Encoding",
        "Content-Type: application/sdp;Content-Encoding: identity, x  | Accept-Encoding",
      })
  void body_that_is_not_understood_is_refused(String lines, String header) {
    receive(carrying(Fixtures.invite(), SDP, lines.strip().split(";")));
    assertThat(lastResponse().code()).isEqualTo(415);
    assertThat(lastResponse().headers().values(HeaderName.of(header)))
        .contains(header.equals("Accept") ? "application/sdp" : "identity");
    assertThat(calls).isEmpty();
    assertThat(agent.liveCalls()).isZero();
  }

  @Test
  void body_that_is_optional_is_passed_over() {
    receive(
        carrying(
            Fixtures.invite(),
            "x",
            "Content-Type: application/isup",
            "Content-Disposition: signal;handling=optional"));
    assertThat(calls).hasSize(1);
    assertThat(Body.session(calls.get(0).invite()).isEmpty()).isTrue();
  }

  @Test
  void description_is_found_among_other_parts() {
    String body =
        "--b\r\nContent-Type: application/pidf+xml\r\n\r\n<x/>\r\n--b\r\n"
            + "Content-Type: application/sdp\r\n\r\n"
            + SDP
            + "\r\n--b--\r\n";
    receive(carrying(Fixtures.invite(), body, "Content-Type: multipart/mixed;boundary=b"));
    assertThat(calls).hasSize(1);
    assertThat(Body.session(calls.get(0).invite()).bytes()).asString().isEqualTo(SDP);
  }

  /** Answers the call; the ACK has come. */
  private IncomingCall talk() {
    receive(Fixtures.invite());
    IncomingCall call = calls.get(0);
    call.answer(Body.sdp(SDP.getBytes(StandardCharsets.UTF_8)), 0);
    receive(within("ACK", 1));
    sent.clear();
    return call;
  }

  private SipRequest within(String method, int cseq, String... lines) {
    SipRequest plain = branch(Fixtures.request(method, lines), method + cseq);
    return plain.withHeaders(
        plain
            .headers()
            .edit()
            .set(HeaderName.TO, "<sip:bob@10.0.0.1>;tag=" + calls.get(0).localTag())
            .set(HeaderName.CSEQ, cseq + " " + method)
            .build());
  }

  @Test
  void options_in_a_dialog_is_answered_as_outside() {
    IncomingCall call = talk();
    receive(within("OPTIONS", 2));
    assertThat(lastResponse().code()).as("RFC 3261 §11.2").isEqualTo(200);
    assertThat(lastResponse().headers().values(HeaderName.ALLOW)).contains("INVITE", "UPDATE");
    assertThat(lastResponse().headers().has(HeaderName.ACCEPT)).isTrue();
    assertThat(lastResponse().toTag()).isEqualTo(call.localTag());
    receive(within("INFO", 2));
    assertThat(lastResponse().code()).as("RFC 3261 §12.2.2: out of order").isEqualTo(500);
  }

  /** RFC 3311 §5.1, §5.2. */
  @Test
  void update_without_a_description_moves_the_target_and_is_answered_without_one() {
    IncomingCall call = talk();
    SipRequest update = within("UPDATE", 2);
    receive(
        update.withHeaders(
            update.headers().edit().set(HeaderName.CONTACT, "<sip:alice@10.0.0.77>").build()));
    assertThat(lastResponse().code()).isEqualTo(200);
    assertThat(lastResponse().bodySlice().length()).isZero();
    assertThat(lastResponse().contacts()).hasSize(1);
    assertThat(Objects.requireNonNull(call.dialog()).target()).hasToString("sip:alice@10.0.0.77");
    assertThat(told).containsExactly("answered");
  }

  @Test
  void change_with_a_body_that_is_not_understood_is_refused_and_the_call_goes_on() {
    IncomingCall call = talk();
    int cseq = 1;
    for (String method : List.of("INVITE", "UPDATE")) {
      receive(carrying(within(method, ++cseq), "x", "Content-Type: text/plain"));
      assertThat(lastResponse().code()).isEqualTo(415);
      assertThat(lastResponse().headers().values(HeaderName.ACCEPT)).contains("application/sdp");
    }
    receive(within("BYE", 9));
    assertThat(lastResponse().code()).isEqualTo(200);
    assertThat(told).containsExactly("answered", "ended REMOTE_HUNG_UP");
    assertThat(call.dialog()).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({"OPTIONS, 200", "UPDATE, 200", "INVITE, 500", "INFO, 405", "BYE, 200"})
  void request_in_a_dialog_that_is_not_answered_yet(String method, int code) {
    receive(Fixtures.invite());
    calls.get(0).ring(Status.RINGING, Body.NONE, 0);
    receive(within(method, 2));
    SipResponse answer =
        sent.stream()
            .map(SipResponse.class::cast)
            .filter(r -> r.cseq().number() == 2)
            .findFirst()
            .orElseThrow();
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.headers().has(HeaderName.RETRY_AFTER)).isEqualTo(code == 500);
    assertThat(told).hasSize(method.equals("BYE") ? 1 : 0);
  }

  /** RFC 3261 §20.5. */
  @Test
  void methods_that_are_said_to_be_allowed_are_and_no_others() {
    talk();
    receive(within("OPTIONS", 2));
    List<String> allowed = lastResponse().headers().values(HeaderName.ALLOW);
    int cseq = 2;
    for (String method :
        List.of(
            "OPTIONS",
            "MESSAGE",
            "SUBSCRIBE",
            "NOTIFY",
            "PUBLISH",
            "REFER",
            "INFO",
            "PRACK",
            "REGISTER",
            "UPDATE",
            "INVITE",
            "BYE")) {
      cseq++;
      sent.clear();
      receive(within(method, cseq));
      // An INVITE waits for the user.
      int code = sent.isEmpty() ? 100 : lastResponse().code();
      assertThat(code != 405).as(method + " " + code).isEqualTo(allowed.contains(method));
    }
    assertThat(allowed).contains("ACK", "CANCEL").doesNotContain("MESSAGE", "NOTIFY");
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

  @Override
  public boolean onBye(Call call, ObjLongConsumer<List<HeaderField>> answer, long now) {
    farewell = answer;
    return saysMore;
  }

  private SipRequest inDialog(SipRequest request, int number) {
    String tag = Objects.requireNonNull(lastResponse().toTag());
    HeaderEditor edit = request.headers().edit();
    edit.set(HeaderName.TO, "<sip:bob@10.0.0.1>;tag=" + tag);
    edit.set(HeaderName.CSEQ, number + " " + request.method());
    return branch(request.withHeaders(edit.build()), "b" + number);
  }

  @Test
  void bye_is_answered_at_once_or_with_what_is_still_to_be_said() {
    receive(Fixtures.invite());
    calls.get(0).answer(Body.NONE, ";automata", 0);
    assertThat(lastResponse().headers().first(HeaderName.CONTACT)).endsWith(">;automata");
    saysMore = true;
    int before = sent.size();
    receive(inDialog(Fixtures.request("BYE"), 9));
    assertThat(told).containsExactly("ended REMOTE_HUNG_UP");
    assertThat(sent).hasSize(before);
    farewell.accept(List.of(HeaderField.of(HeaderName.REASON, "voicemail;cause=200")), 1);
    assertThat(lastResponse().code()).isEqualTo(200);
    assertThat(lastResponse().headers().first(HeaderName.REASON)).isEqualTo("voicemail;cause=200");
  }

  /** RFC 3261 §13.3.1 step 1. */
  @Test
  void call_that_rings_longer_than_the_caller_waits_is_terminated() {
    receive(Fixtures.request("INVITE", "Expires: 30"));
    calls.get(0).ring(Status.RINGING, Body.NONE, 0);
    agent.engine().tick(30 * Fixtures.SECOND - 1);
    assertThat(lastResponse().code()).isEqualTo(180);
    agent.engine().tick(30 * Fixtures.SECOND);
    assertThat(lastResponse().code()).isEqualTo(487);
    assertThat(told).containsExactly("ended EXPIRED");
    assertThat(agent.liveCalls()).isZero();
    calls.get(0).answer(Body.NONE, 31 * Fixtures.SECOND);
    assertThat(lastResponse().code()).isEqualTo(487);
  }

  @Test
  void call_that_was_answered_expires_no_more() {
    receive(Fixtures.request("INVITE", "Expires: 1"));
    calls.get(0).answer(Body.NONE, 0);
    agent.engine().tick(2 * Fixtures.SECOND);
    assertThat(sent).extracting(m -> ((SipResponse) m).code()).containsOnly(200);
    assertThat(told).isEmpty();
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

  /** RFC 3261 §8.1.3.3, §8.1.3.2. */
  @Test
  void answer_with_a_via_too_many_is_dropped_and_an_unknown_code_is_as_x00() {
    agent.call(SipUri.parse("sip:1001@10.0.0.2"), Body.NONE, List.of(), this, 0);
    SipResponse answer = Fixtures.answer((SipRequest) sent.get(0), 499);
    HeaderEditor edit = answer.headers().edit().append(HeaderName.VIA, "SIP/2.0/UDP 192.0.2.1");
    agent.engine().receive(answer.withHeaders(edit.build()), FLOW, 0);
    assertThat(told).isEmpty();
    agent.engine().receive(answer, FLOW, 0);
    assertThat(told).containsExactly("ended REFUSED");
  }

  /** RFC 3261 §8.1.3.5. */
  @Test
  void further_attempt_is_the_same_call_with_the_next_number() {
    OutgoingCall call =
        agent.call(SipUri.parse("sip:1001@10.0.0.2"), Body.NONE, List.of(), this, 0);
    SipRequest first = (SipRequest) sent.get(0);
    agent.engine().receive(Fixtures.answer(first, 302), FLOW, 0);
    SipUri there = SipUri.parse("sip:x@10.0.0.3;method=INVITE;transport=udp?Subject=y");
    agent.callAgain(call, there, Body.NONE, this, 0);
    SipRequest second = (SipRequest) sent.get(sent.size() - 1);
    assertThat(second.callId()).isEqualTo(first.callId());
    assertThat(second.from()).isEqualTo(first.from());
    assertThat(second.to()).isEqualTo(first.to());
    assertThat(second.cseq().number()).isEqualTo(first.cseq().number() + 1);
    assertThat(second.requestUriText()).isEqualTo("sip:x@10.0.0.3;transport=udp");
    agent.engine().receive(Fixtures.answer(second, 200), FLOW, 0);
    assertThat(told).containsExactly("ended REFUSED", "answered");
    SipRequest ack = (SipRequest) sent.get(sent.size() - 1);
    assertThat(ack.cseq()).hasToString("2 ACK");
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
