// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transaction;

import static net.ringpost.sip.transaction.Table.NOW;
import static net.ringpost.sip.transaction.Table.T1;
import static net.ringpost.sip.transaction.Table.T2;
import static net.ringpost.sip.transaction.Table.T4;
import static net.ringpost.sip.transaction.Table.TCP;
import static net.ringpost.sip.transaction.Table.UDP;
import static net.ringpost.sip.transaction.Table.check;
import static net.ringpost.sip.transaction.Timers.NEVER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.ringpost.sip.Fixtures;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.transaction.InviteServer.Accepted;
import net.ringpost.sip.transaction.InviteServer.Acknowledged;
import net.ringpost.sip.transaction.InviteServer.Completed;
import net.ringpost.sip.transaction.InviteServer.Confirmed;
import net.ringpost.sip.transaction.InviteServer.Event;
import net.ringpost.sip.transaction.InviteServer.Proceeding;
import net.ringpost.sip.transaction.InviteServer.Repeated;
import net.ringpost.sip.transaction.InviteServer.Respond;
import net.ringpost.sip.transaction.InviteServer.State;
import net.ringpost.sip.transaction.InviteServer.TakenOver;
import net.ringpost.sip.transaction.InviteServer.Terminated;
import net.ringpost.sip.transaction.InviteServer.TimePassed;
import org.junit.jupiter.api.Test;

class InviteServerTest {
  private static final long H = NOW + 64 * T1;

  private final SipRequest invite = Fixtures.invite();
  private final SipResponse ringing = Fixtures.answer(invite, 180);
  private final SipResponse ok = Fixtures.answer(invite, 200);
  private final SipResponse busy = Fixtures.answer(invite, 486);
  private final State received = InviteServer.start(invite, NOW);
  private final State over = new Terminated();

  private static Step<State, Action> on(State state, Event event, long now) {
    return InviteServer.on(state, event, now, UDP);
  }

  @Test
  void trying_is_sent_after_200_ms_or_for_a_repeated_invite() {
    long due = NOW + 200_000_000L;
    assertThat(InviteServer.deadline(received)).as("RFC 3261 §17.2.1").isEqualTo(due);
    for (Step<State, Action> step :
        List.of(on(received, new TimePassed(), due), on(received, new Repeated(), NOW))) {
      assertThat(step.next())
          .isInstanceOfSatisfying(
              Proceeding.class,
              s -> {
                assertThat(s.last().code()).isEqualTo(100);
                assertThat(s.last().toTag()).as("RFC 3261 §8.2.6.2").isNull();
                assertThat(step.actions()).containsExactly(new Action.Send(s.last()));
              });
    }
  }

  @Test
  void proceeding_table() {
    State proceeding = new Proceeding(ringing);
    check(
        "3261 §17.2.1 the last 1xx again",
        on(proceeding, new Repeated(), NOW),
        proceeding,
        new Action.Send(ringing));
    check(
        "3261 §17.2.1 refused",
        on(proceeding, new Respond(busy), NOW),
        new Completed(busy, NOW + T1, T1, H),
        new Action.Send(busy));
    check(
        "6026 §7.1 accepted",
        on(proceeding, new Respond(ok), NOW),
        new Accepted(H),
        new Action.Send(ok));
    assertThat(InviteServer.deadline(proceeding)).isEqualTo(NEVER);
  }

  @Test
  void completed_table() {
    State completed = new Completed(busy, NOW + T1, T1, H);
    check(
        "3261 §17.2.1 timer G",
        on(completed, new TimePassed(), NOW + T1),
        new Completed(busy, NOW + 3 * T1, 2 * T1, H),
        new Action.Send(busy));
    check(
        "3261 §17.2.1 timer G, at most T2",
        on(new Completed(busy, NOW, T2, H), new TimePassed(), NOW),
        new Completed(busy, NOW + T2, T2, H),
        new Action.Send(busy));
    check(
        "3261 §17.2.1 INVITE again",
        on(completed, new Repeated(), NOW),
        completed,
        new Action.Send(busy));
    check("3261 §17.2.1 ACK", on(completed, new Acknowledged(), NOW), new Confirmed(NOW + T4));
    check("3261 §17.2.1 timer H", on(completed, new TimePassed(), H), over);
    check("3261 §17.2.1 only one", on(completed, new Respond(ok), NOW), completed);
    check(
        "3261 §17.2.1 timer I is 0",
        InviteServer.on(completed, new Acknowledged(), NOW, TCP),
        over);
    assertThat(InviteServer.on(received, new Respond(busy), NOW, TCP).next())
        .as("no timer G on a reliable transport")
        .isEqualTo(new Completed(busy, NEVER, T1, H));
  }

  @Test
  void confirmed_table() {
    State confirmed = new Confirmed(NOW + T4);
    check("3261 §17.2.1", on(confirmed, new Acknowledged(), NOW), confirmed);
    check("3261 §17.2.1", on(confirmed, new Repeated(), NOW), confirmed);
    check("3261 §17.2.1 timer I", on(confirmed, new TimePassed(), NOW + T4), over);
  }

  @Test
  void accepted_table() {
    State accepted = new Accepted(H);
    check("6026 §7.1 absorbed", on(accepted, new Repeated(), NOW), accepted);
    check(
        "6026 §7.1 2xx of the user",
        on(accepted, new Respond(ok), NOW),
        accepted,
        new Action.Send(ok));
    check("6026 §7.1 nothing else", on(accepted, new Respond(busy), NOW), accepted);
    check("6026 §7.1 timer L", on(accepted, new TimePassed(), H), over);
  }

  @Test
  void taken_over_once_nothing_but_repetitions_can_come() {
    for (State early :
        List.of(received, new Proceeding(ringing), new Completed(busy, NOW + T1, T1, H))) {
      check("too early", on(early, new TakenOver(), NOW), early);
    }
    check("absorbed elsewhere", on(new Confirmed(NOW + T4), new TakenOver(), NOW), over);
    check("absorbed elsewhere", on(new Accepted(H), new TakenOver(), NOW), over);
    check("over", on(over, new TakenOver(), NOW), over);
  }
}
