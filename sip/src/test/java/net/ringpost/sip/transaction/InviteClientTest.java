// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transaction;

import static net.ringpost.sip.transaction.Table.NOW;
import static net.ringpost.sip.transaction.Table.T1;
import static net.ringpost.sip.transaction.Table.TCP;
import static net.ringpost.sip.transaction.Table.UDP;
import static net.ringpost.sip.transaction.Table.check;
import static net.ringpost.sip.transaction.Timers.NEVER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.ringpost.sip.Fixtures;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.transaction.InviteClient.Accepted;
import net.ringpost.sip.transaction.InviteClient.Calling;
import net.ringpost.sip.transaction.InviteClient.CancelAsked;
import net.ringpost.sip.transaction.InviteClient.CancelPending;
import net.ringpost.sip.transaction.InviteClient.Cancelling;
import net.ringpost.sip.transaction.InviteClient.Completed;
import net.ringpost.sip.transaction.InviteClient.Event;
import net.ringpost.sip.transaction.InviteClient.FlowFailed;
import net.ringpost.sip.transaction.InviteClient.Proceeding;
import net.ringpost.sip.transaction.InviteClient.Received;
import net.ringpost.sip.transaction.InviteClient.State;
import net.ringpost.sip.transaction.InviteClient.TakenOver;
import net.ringpost.sip.transaction.InviteClient.Terminated;
import net.ringpost.sip.transaction.InviteClient.TimePassed;
import org.junit.jupiter.api.Test;

class InviteClientTest {
  private final SipRequest invite = Fixtures.invite();
  private final SipResponse ringing = Fixtures.answer(invite, 180);
  private final SipResponse ok = Fixtures.answer(invite, 200);
  private final SipResponse busy = Fixtures.answer(invite, 486);
  private final SipRequest cancel = HopRequests.cancel(invite, List.of());
  private final SipRequest ack = HopRequests.ack(invite, busy);
  private final Calling calling = new Calling(invite, NOW + T1, T1, NOW + 64 * T1);
  private final State over = new Terminated();

  private Step<State, Action> on(State state, Event event, long now) {
    return InviteClient.on(state, event, now, UDP);
  }

  @Test
  void start_sends_the_invite() {
    check("3261 §17.1.1.2", InviteClient.start(invite, NOW, UDP), calling, new Action.Send(invite));
    assertThat(InviteClient.deadline(InviteClient.start(invite, NOW, TCP).next()))
        .as("no retransmission on a reliable transport, but timer B")
        .isEqualTo(NOW + 64 * T1);
  }

  @Test
  void calling_table() {
    long a = NOW + T1;
    check(
        "3261 §17.1.1.2 timer A",
        on(calling, new TimePassed(), a),
        new Calling(invite, a + 2 * T1, 2 * T1, NOW + 64 * T1),
        new Action.Send(invite));
    check("too early", on(calling, new TimePassed(), a - 1), calling);
    check(
        "3261 §17.1.1.2 timer B",
        on(calling, new TimePassed(), NOW + 64 * T1),
        over,
        new Action.ReportTimeout());
    check(
        "3261 §17.1.1.2 1xx",
        on(calling, new Received(ringing), NOW),
        new Proceeding(invite),
        new Action.Deliver(ringing));
    check(
        "6026 §7.2 2xx",
        on(calling, new Received(ok), NOW),
        new Accepted(NOW + 64 * T1),
        new Action.Deliver(ok));
    check(
        "3261 §17.1.4",
        on(calling, new FlowFailed("gone"), NOW),
        over,
        new Action.ReportUnreachable("gone"));
    check(
        "3261 §9.1 no CANCEL yet",
        on(calling, new CancelAsked(cancel), NOW),
        new CancelPending(calling, cancel));
  }

  @Test
  void refusal_is_acknowledged_and_delivered() {
    Step<State, Action> step = on(calling, new Received(busy), NOW);
    assertThat(step.next())
        .isInstanceOfSatisfying(
            Completed.class, s -> assertThat(s.endAt()).isEqualTo(NOW + UDP.d()));
    assertThat(step.actions()).hasSize(2);
    assertThat(step.actions().get(0))
        .isInstanceOfSatisfying(
            Action.Send.class,
            s -> assertThat(s.message().startLine()).hasToString("ACK sip:bob@10.0.0.1 SIP/2.0"));
    assertThat(step.actions().get(1)).isEqualTo(new Action.Deliver(busy));
    assertThat(InviteClient.on(calling, new Received(busy), NOW, TCP).next())
        .as("RFC 3261 §17.1.1.2: timer D is 0 on a reliable transport")
        .isEqualTo(over);
  }

  @Test
  void cancel_pending_table() {
    State pending = new CancelPending(calling, cancel);
    check(
        "3261 §9.1 the provisional response lets it go",
        on(pending, new Received(ringing), NOW),
        new Cancelling(invite, NOW + 64 * T1),
        new Action.StartCancel(cancel));
    check(
        "3261 §17.1.1.2 still retransmitted",
        on(pending, new TimePassed(), NOW + T1),
        new CancelPending(new Calling(invite, NOW + 3 * T1, 2 * T1, NOW + 64 * T1), cancel),
        new Action.Send(invite));
    check(
        "6026 §7.2 answered first",
        on(pending, new Received(ok), NOW),
        new Accepted(NOW + 64 * T1),
        new Action.Deliver(ok));
    check(
        "3261 §17.1.1.2 timer B",
        on(pending, new TimePassed(), NOW + 64 * T1),
        over,
        new Action.ReportTimeout());
  }

  @Test
  void proceeding_table() {
    State proceeding = new Proceeding(invite);
    check(
        "3261 §17.1.1.2 more 1xx",
        on(proceeding, new Received(ringing), NOW),
        proceeding,
        new Action.Deliver(ringing));
    check(
        "3261 §9.1",
        on(proceeding, new CancelAsked(cancel), NOW),
        new Cancelling(invite, NOW + 64 * T1),
        new Action.StartCancel(cancel));
    check(
        "6026 §7.2",
        on(proceeding, new Received(ok), NOW),
        new Accepted(NOW + 64 * T1),
        new Action.Deliver(ok));
    assertThat(InviteClient.deadline(proceeding)).isEqualTo(NEVER);
  }

  @Test
  void cancelling_table() {
    State cancelling = new Cancelling(invite, NOW + 64 * T1);
    check("absorbed", on(cancelling, new Received(ringing), NOW), cancelling);
    check("once is enough", on(cancelling, new CancelAsked(cancel), NOW), cancelling);
    check(
        "3261 §9.1 answered all the same",
        on(cancelling, new Received(ok), NOW),
        new Accepted(NOW + 64 * T1),
        new Action.Deliver(ok));
    check(
        "3261 §9.1 an old UAS never answers",
        on(cancelling, new TimePassed(), NOW + 64 * T1),
        over,
        new Action.ReportTimeout());
  }

  @Test
  void completed_table() {
    State completed = new Completed(ack, NOW + UDP.d());
    check(
        "3261 §17.1.1.2 repeated refusal",
        on(completed, new Received(busy), NOW),
        completed,
        new Action.Send(ack));
    check("late 1xx", on(completed, new Received(ringing), NOW), completed);
    check("too early", on(completed, new TimePassed(), NOW), completed);
    check("3261 §17.1.1.2 timer D", on(completed, new TimePassed(), NOW + UDP.d()), over);
  }

  @Test
  void accepted_table() {
    State accepted = new Accepted(NOW + 64 * T1);
    check(
        "6026 §7.2 every 2xx",
        on(accepted, new Received(ok), NOW),
        accepted,
        new Action.Deliver(ok));
    check("6026 §7.2 nothing else", on(accepted, new Received(busy), NOW), accepted);
    check("survives", on(accepted, new FlowFailed("gone"), NOW), accepted);
    check("6026 §7.2 timer M", on(accepted, new TimePassed(), NOW + 64 * T1), over);
  }

  @Test
  void ack_for_a_refusal_is_of_the_same_hop() {
    SipRequest routed = Fixtures.request("INVITE", "Route: <sip:10.0.0.9;lr>");
    SipRequest made = HopRequests.ack(routed, Fixtures.answer(routed, 486));
    assertThat(made.vias()).as("RFC 3261 §17.1.1.3").hasSize(1);
    assertThat(made.topVia().branch()).isEqualTo("z9hG4bK-1");
    assertThat(made.cseq()).hasToString("1 ACK");
    assertThat(made.toTag()).isEqualTo("b");
    assertThat(made.routes()).hasSize(1);
  }

  @Test
  void taken_over_once_accepted() {
    long end = NOW + 64 * T1;
    for (State early :
        List.of(
            calling,
            new CancelPending(calling, cancel),
            new Proceeding(invite),
            new Cancelling(invite, end),
            new Completed(ack, end))) {
      check("too early", on(early, new TakenOver(), NOW), early);
    }
    check("2xx are relayed elsewhere", on(new Accepted(end), new TakenOver(), NOW), over);
    check("over", on(over, new TakenOver(), NOW), over);
  }
}
