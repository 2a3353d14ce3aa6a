// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transaction;

import static net.ringpost.sip.transaction.Table.NOW;
import static net.ringpost.sip.transaction.Table.T1;
import static net.ringpost.sip.transaction.Table.TCP;
import static net.ringpost.sip.transaction.Table.UDP;
import static net.ringpost.sip.transaction.Table.check;

import net.ringpost.sip.Fixtures;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.transaction.NonInviteServer.Completed;
import net.ringpost.sip.transaction.NonInviteServer.Event;
import net.ringpost.sip.transaction.NonInviteServer.Proceeding;
import net.ringpost.sip.transaction.NonInviteServer.Repeated;
import net.ringpost.sip.transaction.NonInviteServer.Respond;
import net.ringpost.sip.transaction.NonInviteServer.State;
import net.ringpost.sip.transaction.NonInviteServer.TakenOver;
import net.ringpost.sip.transaction.NonInviteServer.Terminated;
import net.ringpost.sip.transaction.NonInviteServer.TimePassed;
import net.ringpost.sip.transaction.NonInviteServer.Trying;
import org.junit.jupiter.api.Test;

class NonInviteServerTest {
  private static final long END = NOW + 64 * T1;

  private final SipRequest request = Fixtures.request("OPTIONS");
  private final SipResponse trying = Fixtures.answer(request, 100);
  private final SipResponse ok = Fixtures.answer(request, 200);
  private final State over = new Terminated();

  private static Step<State, Action> on(State state, Event event, long now) {
    return NonInviteServer.on(state, event, now, UDP);
  }

  @Test
  void trying_table() {
    State start = NonInviteServer.start(NOW, UDP);
    check("3261 §17.2.2 nothing to repeat", on(start, new Repeated(), NOW), new Trying(END));
    check(
        "3261 §17.2.2 1xx",
        on(start, new Respond(trying), NOW),
        new Proceeding(trying, END),
        new Action.Send(trying));
    check(
        "3261 §17.2.2 final",
        on(start, new Respond(ok), NOW),
        new Completed(ok, END),
        new Action.Send(ok));
    check("4320 §4.1 too late for an answer", on(start, new TimePassed(), END), over);
  }

  @Test
  void proceeding_table() {
    State proceeding = new Proceeding(trying, END);
    check("3261 §17.2.2", on(proceeding, new Repeated(), NOW), proceeding, new Action.Send(trying));
    check(
        "3261 §17.2.2",
        on(proceeding, new Respond(ok), NOW),
        new Completed(ok, END),
        new Action.Send(ok));
    check("4320 §4.1", on(proceeding, new TimePassed(), END), over);
  }

  @Test
  void completed_table() {
    State completed = new Completed(ok, END);
    check("3261 §17.2.2", on(completed, new Repeated(), NOW), completed, new Action.Send(ok));
    check("3261 §17.2.2 one final", on(completed, new Respond(ok), NOW), completed);
    check("3261 §17.2.2 timer J", on(completed, new TimePassed(), END), over);
    check(
        "3261 §17.2.2 timer J is 0",
        NonInviteServer.on(new Trying(END), new Respond(ok), NOW, TCP),
        over,
        new Action.Send(ok));
  }

  @Test
  void taken_over_once_completed() {
    State start = NonInviteServer.start(NOW, UDP);
    State proceeding = new Proceeding(trying, END);
    check("not answered", on(start, new TakenOver(), NOW), start);
    check("not answered finally", on(proceeding, new TakenOver(), NOW), proceeding);
    check("answers are repeated elsewhere", on(new Completed(ok, END), new TakenOver(), NOW), over);
    check("over", on(over, new TakenOver(), NOW), over);
  }
}
