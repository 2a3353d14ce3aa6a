// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

import static net.ringpost.sip.Fixtures.MS;
import static net.ringpost.sip.Fixtures.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.ringpost.sip.Fixtures;
import net.ringpost.sip.message.HeaderField;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.transaction.Timers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EngineTest implements TransactionUser, ResponseHandler, Transport {
  private static final Flow TO_ALICE = Fixtures.udp("10.0.0.1", "10.0.0.2");
  private static final Flow TO_BOB = Fixtures.udp("10.0.0.1", "10.0.0.3");

  private final Engine engine =
      new Engine(this, e -> this, new SplittableRandom(1), Timers.RFC_3261);
  private final List<SipMessage> sent = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final List<ServerTransaction> transactions = new ArrayList<>();
  private boolean stateless;

  @Override
  public void send(SipMessage message, Flow to) {
    sent.add(message);
  }

  @Override
  public @Nullable RequestHandler handler(SipRequest request, Flow from, long now) {
    if (!stateless) {
      return this::onRequest;
    }
    String tag = engine.ids().statelessTag(request);
    engine.sendStateless(SipResponse.to(request, Status.OK, null, tag), from);
    return null;
  }

  @Override
  public void onRequest(ServerTransaction transaction, SipRequest request, long now) {
    request.contacts();
    transactions.add(transaction);
    told.add(request.method().token());
  }

  @Override
  public void onAck(SipRequest ack, Flow from, long now) {
    told.add("ack");
  }

  @Override
  public void onCancel(ServerTransaction invite, SipRequest cancel, long now) {
    told.add("cancel");
  }

  @Override
  public void onStrayResponse(SipResponse response, Flow from, long now) {
    told.add("stray " + response.code());
  }

  @Override
  public void onResponse(SipResponse response, long now) {
    response.contacts();
    told.add("response " + response.code());
  }

  @Override
  public void onTimeout(long now) {
    told.add("timeout");
  }

  @Override
  public void onUnreachable(String reason, long now) {
    told.add("unreachable " + reason);
  }

  private SipRequest sentRequest(int index) {
    return (SipRequest) sent.get(index);
  }

  private SipResponse sentResponse(int index) {
    return (SipResponse) sent.get(index);
  }

  private void respond(int transaction, int code) {
    ServerTransaction t = transactions.get(transaction);
    engine.respond(t, Fixtures.answer(t.request(), code), 0);
  }

  private void runUntilIdle() {
    for (int i = 0; i < 1000 && engine.deadline() != Timers.NEVER; i++) {
      engine.tick(engine.deadline());
    }
    assertThat(engine.counts().idle()).as("idle: %s", engine.counts()).isTrue();
  }

  @Test
  void arrival_is_noted_on_the_top_via() {
    engine.receive(Fixtures.invite(), Fixtures.udp("10.0.0.1", "10.0.0.9"), 0);
    assertThat(transactions.get(0).request().topVia().received()).isEqualTo("10.0.0.9");
    assertThat(transactions.get(0).request().topVia().rport()).as("RFC 3581 §4").isEqualTo(5060);
  }

  @Test
  void repeated_request_gets_the_same_answer_and_is_not_handed_over_again() {
    SipRequest options = Fixtures.request("OPTIONS");
    engine.receive(options, TO_ALICE, 0);
    respond(0, 200);
    engine.receive(options, TO_ALICE, 0);
    assertThat(told).containsExactly("OPTIONS");
    assertThat(sent).hasSize(2);
    assertThat(sent.get(1)).as("RFC 3261 §17.2.2").hasToString(sent.get(0).toString());
    runUntilIdle();
  }

  @Test
  void same_branch_of_another_sender_is_another_transaction() {
    engine.receive(Fixtures.request("OPTIONS"), TO_ALICE, 0);
    engine.receive(
        Fixtures.message(
            "OPTIONS sip:bob@10.0.0.1 SIP/2.0",
            "Via: SIP/2.0/UDP 10.0.0.7:5060;branch=z9hG4bK-1",
            "From: <sip:eve@10.0.0.1>;tag=e",
            "To: <sip:bob@10.0.0.1>",
            "Call-ID: call-2",
            "CSeq: 1 OPTIONS"),
        TO_ALICE,
        0);
    assertThat(told).as("RFC 3261 §17.2.3").containsExactly("OPTIONS", "OPTIONS");
  }

  private static SipRequest old(String method, String to, String cseq) {
    return (SipRequest)
        Fixtures.message(
            method + " sip:bob@10.0.0.1 SIP/2.0",
            "Via: SIP/2.0/UDP 10.0.0.2:5060;branch=1",
            "From: <sip:alice@10.0.0.1>;tag=a",
            "To: " + to,
            "Call-ID: call-1",
            "CSeq: " + cseq);
  }

  @Test
  void rfc_2543_requests_are_matched_without_the_magic_cookie() {
    String to = "<sip:bob@10.0.0.1>";
    engine.receive(old("INVITE", to, "1 INVITE"), TO_ALICE, 0);
    respond(0, 486);
    engine.receive(old("INVITE", to, "1 INVITE"), TO_ALICE, 0);
    assertThat(sent).as("repeated").hasSize(2);
    engine.receive(old("ACK", to + ";tag=b", "1 ACK"), TO_ALICE, 0);
    engine.receive(old("INVITE", to, "2 INVITE"), TO_ALICE, 0);
    assertThat(told).as("RFC 3261 §17.2.3").containsExactly("INVITE", "INVITE");
    respond(1, 486);
    engine.receive(old("ACK", to + ";tag=b", "2 ACK"), TO_ALICE, 0);
    runUntilIdle();
  }

  @Test
  void ack_for_a_refusal_is_absorbed_and_for_a_2xx_handed_over() {
    engine.receive(Fixtures.invite(), TO_ALICE, 0);
    respond(0, 486);
    SipRequest ack = Fixtures.request("ACK");
    engine.receive(ack, TO_ALICE, 0);
    assertThat(engine.counts().lingering()).isEqualTo(1).isEqualTo(engine.counts().transactions());
    engine.receive(ack, TO_ALICE, 0);
    engine.receive(Fixtures.invite(), TO_ALICE, 0);
    assertThat(told).as("RFC 3261 §17.2.1, timer I").containsExactly("INVITE");
    assertThat(sent).hasSize(1);
    engine.receive(Fixtures.request("CANCEL"), TO_ALICE, 0);
    assertThat(sentResponse(1).code()).as("RFC 3261 §9.2").isEqualTo(200);
    assertThat(sentResponse(1).toTag()).isEqualTo(sentResponse(0).toTag());
    assertThat(told).containsExactly("INVITE");
    runUntilIdle();
    engine.receive(Fixtures.invite(), TO_ALICE, 0);
    respond(1, 200);
    engine.receive(ack, TO_ALICE, 0);
    assertThat(told).as("RFC 6026 §7.1").containsExactly("INVITE", "INVITE", "ack");
    runUntilIdle();
  }

  @Test
  void cancel_is_answered_and_told_unless_it_is_late() {
    engine.receive(Fixtures.request("CANCEL"), TO_ALICE, 0);
    assertThat(sentResponse(0).code()).as("RFC 3261 §9.2").isEqualTo(481);
    runUntilIdle();
    engine.receive(Fixtures.invite(), TO_ALICE, 0);
    respond(0, 180);
    engine.receive(Fixtures.request("CANCEL"), TO_ALICE, 0);
    assertThat(sentResponse(2).code()).isEqualTo(200);
    assertThat(sentResponse(2).toTag()).as("RFC 3261 §9.2: as the INVITE's").isEqualTo("b");
    assertThat(told).containsExactly("INVITE", "cancel");
    respond(0, 487);
    runUntilIdle();
    engine.receive(Fixtures.invite(), TO_ALICE, 0);
    respond(1, 200);
    engine.receive(Fixtures.request("CANCEL"), TO_ALICE, 0);
    assertThat(told).as("after the final answer").containsExactly("INVITE", "cancel", "INVITE");
    runUntilIdle();
  }

  @Test
  void request_gets_our_via_and_its_response_finds_back() {
    engine.request(Fixtures.request("MESSAGE"), TO_BOB, this, 0);
    assertThat(sentRequest(0).vias()).hasSize(2);
    assertThat(sentRequest(0).topVia().sentBy()).isEqualTo("10.0.0.1:5060");
    assertThat(sentRequest(0).topVia().hasRport()).isTrue();
    engine.receive(Fixtures.answer(sentRequest(0), 200), TO_BOB, 0);
    engine.receive(Fixtures.answer(Fixtures.request("MESSAGE"), 200), TO_BOB, 0);
    assertThat(told).containsExactly("response 200", "stray 200");
    runUntilIdle();
  }

  @Test
  void request_with_its_final_response_leaves_nothing_behind() {
    engine.request(Fixtures.request("MESSAGE"), TO_BOB, this, 0);
    engine.receive(Fixtures.answer(sentRequest(0), 100), TO_BOB, 0);
    engine.receive(Fixtures.answer(sentRequest(0), 200), TO_BOB, 0);
    assertThat(engine.counts().idle()).isTrue();
    engine.receive(Fixtures.answer(sentRequest(0), 200), TO_BOB, 1);
    assertThat(told).as("repeated").containsExactly("response 100", "response 200", "stray 200");
  }

  @Test
  void cancel_waits_for_a_provisional_response() {
    ClientTransaction t = engine.request(Fixtures.invite(), TO_BOB, this, 0);
    List<HeaderField> reason = List.of(HeaderField.of(HeaderName.REASON, "SIP;cause=200"));
    engine.cancel(t, reason, 0);
    assertThat(sent).as("RFC 3261 §9.1").hasSize(1);
    engine.receive(Fixtures.answer(sentRequest(0), 180), TO_BOB, 0);
    assertThat(sentRequest(1).method()).isEqualTo(Method.CANCEL);
    assertThat(sentRequest(1).topVia()).isEqualTo(sentRequest(0).topVia());
    assertThat(sentRequest(1).headers().first(HeaderName.REASON)).isEqualTo("SIP;cause=200");
    engine.receive(Fixtures.answer(sentRequest(1), 200), TO_BOB, 0);
    engine.receive(Fixtures.answer(sentRequest(0), 487), TO_BOB, 0);
    assertThat(told).containsExactly("response 487");
    assertThat(sentRequest(2).method()).isEqualTo(Method.ACK);
    runUntilIdle();
  }

  @Test
  void broken_flow_ends_what_waits_on_it_and_nothing_else() {
    engine.request(Fixtures.request("MESSAGE"), TO_BOB, this, 0);
    engine.request(Fixtures.invite(), TO_ALICE, this, 0);
    engine.flowFailed(TO_BOB, "reset", 0);
    assertThat(told).containsExactly("unreachable reset");
    assertThat(engine.counts().transactions()).isEqualTo(1);
    engine.sendFailed(sentRequest(1), TO_ALICE, "no route", 0);
    assertThat(told).containsExactly("unreachable reset", "unreachable no route");
    runUntilIdle();
  }

  @Test
  void unanswered_request_times_out_after_32_s() {
    engine.request(Fixtures.request("MESSAGE"), TO_BOB, this, 0);
    engine.request(Fixtures.invite(), TO_BOB, this, 0);
    engine.tick(32 * SECOND - MS);
    assertThat(told).isEmpty();
    engine.tick(32 * SECOND);
    assertThat(told).containsExactly("timeout", "timeout");
    runUntilIdle();
  }

  @Test
  void stateless_answers_leave_nothing_behind_and_are_equal() {
    stateless = true;
    engine.receive(Fixtures.request("OPTIONS"), TO_ALICE, 0);
    engine.receive(Fixtures.request("OPTIONS"), TO_ALICE, 0);
    assertThat(engine.counts().idle()).isTrue();
    assertThat(sentResponse(0).toTag())
        .as("RFC 3261 §8.2.7")
        .isNotEmpty()
        .isEqualTo(sentResponse(1).toTag());
  }

  @Test
  void what_a_callback_asks_for_happens_after_it() {
    List<String> order = new ArrayList<>();
    Timer second = engine.alarm(t -> order.add("alarm"));
    Timer first =
        engine.alarm(
            t -> {
              engine.request(Fixtures.request("MESSAGE"), TO_BOB, this, t);
              order.add("asked, sent " + sent.size());
            });
    engine.set(first, 1);
    engine.set(second, 1);
    engine.tick(1);
    assertThat(order).containsExactlyInAnyOrder("asked, sent 0", "alarm");
    assertThat(sent).hasSize(1);
  }

  @Test
  void a_callback_that_throws_does_not_keep_others_from_their_turn() {
    Timer broken =
        engine.alarm(
            t -> {
              engine.sendStateless(Fixtures.request("ACK"), TO_BOB);
              throw new IllegalStateException("test");
            });
    engine.set(broken, 1);
    assertThrows(IllegalStateException.class, () -> engine.tick(1));
    assertThat(sent).hasSize(1);
    engine.sendStateless(Fixtures.request("ACK"), TO_BOB);
    assertThat(sent).hasSize(2);
  }

  @Test
  void header_found_malformed_late_does_not_leave_anything_open() {
    engine.receive(Fixtures.request("INVITE", "Contact: <sip:alice@10.0.0.2"), TO_ALICE, 0);
    assertThat(sentResponse(0).code()).isEqualTo(400);
    assertThat(sentResponse(0).reason()).isEqualTo("Bad Contact");
    engine.receive(Fixtures.request("ACK"), TO_ALICE, 0);
    engine.request(Fixtures.request("MESSAGE"), TO_BOB, this, 0);
    SipResponse ok = Fixtures.answer(sentRequest(1), 200);
    engine.receive(
        ok.withHeaders(ok.headers().edit().append(HeaderName.CONTACT, "<sip:").build()), TO_BOB, 0);
    assertThat(told).hasSize(1).first().asString().startsWith("unreachable the answer");
    runUntilIdle();
  }

  @Test
  void fifty_thousand_transactions_come_and_go() {
    for (int i = 0; i < 50_000; i++) {
      engine.request(Fixtures.request("MESSAGE"), TO_BOB, this, i * 1000L);
    }
    assertThat(engine.counts().nonInviteClients()).isEqualTo(50_000);
    for (int i = 0; i < 100_000 && engine.deadline() != Timers.NEVER; i++) {
      engine.tick(engine.deadline() + 10 * MS);
    }
    assertThat(told).hasSize(50_000).containsOnly("timeout");
    assertThat(engine.counts().idle()).isTrue();
  }
}
