// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.proxy;

import static net.ringpost.sip.Fixtures.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.ringpost.sip.Fixtures;
import net.ringpost.sip.engine.Engine;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.engine.ServerTransaction;
import net.ringpost.sip.engine.TransactionUser;
import net.ringpost.sip.engine.Transport;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.TransportProtocol;
import net.ringpost.sip.transaction.Timers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What comes for an INVITE after it was proxied and accepted, of which only bytes are kept. */
class AcceptedInviteTest implements TransactionUser, Transport {
  private final Engine engine =
      new Engine(this, e -> this, new SplittableRandom(1), Timers.RFC_3261);
  private final ForkingProxy proxy = new ForkingProxy(engine);
  private final List<String> told = new ArrayList<>();
  private final List<SipMessage> sent = new ArrayList<>();
  private final List<Flow> sentTo = new ArrayList<>();
  private Flow callee = flow(TransportProtocol.UDP, "10.0.0.3");

  private static Flow flow(TransportProtocol protocol, String remote) {
    long connection = protocol == TransportProtocol.UDP ? 0 : 7;
    return new Flow(protocol, Fixtures.at("10.0.0.1"), Fixtures.at(remote), connection);
  }

  @Override
  public void send(SipMessage message, Flow to) {
    sent.add(message);
    sentTo.add(to);
  }

  @Override
  public void onRequest(ServerTransaction transaction, SipRequest request, long now) {
    told.add(request.method().token());
    Target target = new Target(request, callee, "");
    proxy.forward(transaction, List.of(target), ForkListener.NONE, now);
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
  public void onLateSuccess(SipResponse response, Flow upstream) {
    proxy.forwardLate(response, upstream);
  }

  @Override
  public void onStrayResponse(SipResponse response, Flow from, long now) {
    told.add("stray");
  }

  private SipResponse response(int index) {
    return (SipResponse) sent.get(index);
  }

  @ParameterizedTest
  @EnumSource(names = {"UDP", "TCP"})
  void what_still_comes_is_taken_care_of_for_32_seconds(TransportProtocol protocol) {
    Flow caller = flow(protocol, "10.0.0.2");
    callee = flow(protocol, "10.0.0.3");
    engine.receive(Fixtures.invite(), caller, 0);
    SipRequest branch = (SipRequest) sent.get(sent.size() - 1);
    sent.clear();
    sentTo.clear();
    engine.receive(Fixtures.answer(branch, 200), callee, 0);
    assertThat(engine.counts().lingering()).isEqualTo(2).isEqualTo(engine.counts().transactions());

    engine.receive(Fixtures.invite(), caller, SECOND);
    assertThat(sent).as("RFC 6026 §7.1: a repeated INVITE is absorbed").hasSize(1);

    engine.receive(Fixtures.answer(branch, 200), callee, SECOND);
    engine.receive(Fixtures.answer(branch, 486), callee, SECOND);
    assertThat(sent).as("RFC 6026 §7.2: a repeated 2xx, and nothing else, goes on").hasSize(2);
    assertThat(response(1)).hasToString(response(0).toString());
    assertThat(sentTo.get(1)).isEqualTo(sentTo.get(0)).isEqualTo(caller);

    engine.receive(Fixtures.request("CANCEL"), caller, SECOND);
    assertThat(response(2).code()).as("RFC 3261 §9.2").isEqualTo(200);
    assertThat(response(2).toTag()).isEqualTo("b");
    engine.receive(Fixtures.request("ACK"), caller, SECOND);
    assertThat(told).containsExactly("INVITE", "ack");

    engine.tick(33 * SECOND);
    engine.tick(34 * SECOND);
    assertThat(engine.counts().idle()).as("idle: %s", engine.counts()).isTrue();
    engine.receive(Fixtures.answer(branch, 200), callee, 34 * SECOND);
    assertThat(told).containsExactly("INVITE", "ack", "stray");
  }
}
