// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.ringpost.sip.Fixtures;
import net.ringpost.sip.engine.Engine;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.engine.ServerTransaction;
import net.ringpost.sip.engine.TransactionUser;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.message.Uri;
import net.ringpost.sip.transaction.Timers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** INVITEs that somebody other than the user agent's handler decides on. */
class UasCoreTest implements UserAgentHandler, Paths, TransactionUser {
  private static final Flow FLOW = Fixtures.udp("10.0.0.1", "10.0.0.2");
  private static final SipUri BOB = SipUri.parse("sip:bob@10.0.0.1");

  private final List<SipMessage> sent = new ArrayList<>();
  private final List<IncomingCall> mine = new ArrayList<>();
  private final List<IncomingCall> handlers = new ArrayList<>();
  private final List<CallEnd.Cause> ends = new ArrayList<>();
  private final List<Boolean> results = new ArrayList<>();
  private final Engine engine =
      new Engine((m, f) -> sent.add(m), e -> this, new SplittableRandom(1), Timers.RFC_3261);
  private final UserAgent agent =
      new UserAgent(
          new Identity(BOB, "Bob", "urn:uuid:1", "Test"),
          this,
          Authenticator.NONE,
          this,
          engine,
          new SplittableRandom(2),
          Timers.RFC_3261);
  private final UasCore core = agent.transactionUser();

  @Override
  public @Nullable Flow toward(Uri nextHop) {
    return FLOW;
  }

  @Override
  public SipUri contact(Flow flow) {
    return BOB;
  }

  @Override
  public void onCall(IncomingCall call, long now) {
    handlers.add(call);
  }

  @Override
  public void onAnswered(Call call, SipMessage message, long now) {}

  @Override
  public void onEnded(Call call, CallEnd end, long now) {
    ends.add(end.cause());
  }

  @Override
  public void onRequest(ServerTransaction transaction, SipRequest request, long now) {
    results.add(core.onCall(transaction, (call, at) -> mine.add(call), now));
  }

  @Override
  public void onAck(SipRequest ack, Flow from, long now) {
    core.onAck(ack, from, now);
  }

  @Override
  public void onCancel(ServerTransaction invite, SipRequest cancel, long now) {
    core.onCancel(invite, cancel, now);
  }

  @Test
  void call_is_given_to_who_asked_for_it_and_its_end_is_told_to_the_handler() {
    engine.receive(Fixtures.invite(), FLOW, 0);
    assertThat(results).containsExactly(true);
    assertThat(mine).hasSize(1);
    assertThat(handlers).isEmpty();
    assertThat(agent.liveCalls()).isEqualTo(1);
    mine.getFirst().reject(Status.BUSY_HERE, 0);
    assertThat(ends).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Require      | foo                             | 420",
        "To           | <sip:bob@10.0.0.1>;tag=of-yore  | 481",
        "Content-Type | application/isup                 | 415",
      })
  void invite_that_is_answered_otherwise_is_no_call(String header, String value, int code) {
    SipRequest plain = (SipRequest) Body.sdp(new byte[] {1}).on(Fixtures.invite());
    SipRequest with =
        plain.withHeaders(plain.headers().edit().set(HeaderName.of(header), value).build());
    engine.receive(with, FLOW, 0);
    assertThat(results).containsExactly(false);
    assertThat(mine).isEmpty();
    assertThat(agent.liveCalls()).isZero();
    assertThat(sent.stream().filter(SipResponse.class::isInstance).map(SipResponse.class::cast))
        .extracting(SipResponse::code)
        .contains(code);
  }
}
