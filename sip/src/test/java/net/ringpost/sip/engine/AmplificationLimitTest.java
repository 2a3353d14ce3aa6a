// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

import static net.ringpost.sip.Fixtures.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.ringpost.sip.Fixtures;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.transaction.Timers;
import org.junit.jupiter.api.Test;

/** What is sent to a source that may be forged is at most three times what came from there. */
class AmplificationLimitTest implements TransactionUser, Transport {
  private static final Flow FROM = Fixtures.udp("10.0.0.1", "10.0.0.2");

  private final Engine engine =
      new Engine(this, e -> this, new SplittableRandom(1), Timers.RFC_3261);
  private final SipRequest invite = Fixtures.invite();
  private final List<SipMessage> sent = new ArrayList<>();
  private final List<ServerTransaction> transactions = new ArrayList<>();
  private boolean doubts = true;

  @Override
  public void send(SipMessage message, Flow to) {
    sent.add(message);
  }

  @Override
  public boolean doubts(SipRequest request, Flow from) {
    return doubts;
  }

  @Override
  public void onRequest(ServerTransaction transaction, SipRequest request, long now) {
    transactions.add(transaction);
  }

  @Override
  public void onAck(SipRequest ack, Flow from, long now) {}

  @Override
  public void onCancel(ServerTransaction transaction, SipRequest cancel, long now) {}

  private int bytes() {
    return sent.stream().mapToInt(SipMessage::size).sum();
  }

  private void pass(long from, long to) {
    for (long t = from; t <= to; t += SECOND / 10) {
      engine.tick(t);
    }
  }

  private void answered(Status status) {
    engine.receive(invite, FROM, 0);
    ServerTransaction t = transactions.getFirst();
    engine.respond(t, SipResponse.to(t.request(), status, null, "b"), 0);
  }

  @Test
  void a_refusal_is_repeated_no_more_often_than_the_request_paid_for() {
    answered(Status.NOT_FOUND);
    pass(0, 40 * SECOND);
    assertThat(sent).hasSizeBetween(2, 3);
    assertThat(bytes()).isLessThanOrEqualTo(3 * invite.size());
    assertThat(engine.counts().idle()).isTrue();
  }

  @Test
  void without_a_doubt_it_is_repeated_until_the_ack() {
    doubts = false;
    answered(Status.NOT_FOUND);
    pass(0, 40 * SECOND);
    assertThat(sent).hasSize(11);
  }

  @Test
  void who_asks_again_is_answered_again() {
    answered(Status.NOT_FOUND);
    pass(0, 20 * SECOND);
    int before = sent.size();
    engine.receive(invite, FROM, 20 * SECOND);
    assertThat(sent).hasSize(before + 1);
    assertThat(bytes()).isLessThanOrEqualTo(2 * 3 * invite.size());
  }

  @Test
  void of_an_accepted_invite_nothing_more_goes_there_either() {
    answered(Status.OK);
    ServerTransaction t = transactions.getFirst();
    engine.linger(t, List.of(), 0);
    SipResponse ok = (SipResponse) sent.getFirst();
    for (int i = 0; i < 10; i++) {
      engine.respond(t, ok, SECOND);
    }
    assertThat(sent).hasSizeBetween(1, 3);
    assertThat(bytes()).isLessThanOrEqualTo(3 * invite.size());
    engine.proved(t);
    for (int i = 0; i < 10; i++) {
      engine.respond(t, ok, SECOND);
    }
    assertThat(bytes()).isGreaterThan(3 * invite.size());
  }

  @Test
  void a_bye_at_the_end_is_still_paid_for_and_is_not_repeated_for_ever() {
    answered(Status.OK);
    ServerTransaction t = transactions.getFirst();
    SipResponse ok = (SipResponse) sent.getFirst();
    for (int i = 0; i < 10; i++) {
      engine.respond(t, ok, SECOND);
    }
    int before = sent.size();
    engine.requestBack(Fixtures.request("BYE"), t, IgnoredResponse.INSTANCE, 30 * SECOND);
    pass(30 * SECOND, 70 * SECOND);
    assertThat(sent.size()).isGreaterThan(before);
    assertThat(sent.get(before).method().token()).isEqualTo("BYE");
    assertThat(bytes()).isLessThanOrEqualTo(3 * invite.size());
  }
}
