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

import net.ringpost.sip.Fixtures;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.transaction.NonInviteClient.Completed;
import net.ringpost.sip.transaction.NonInviteClient.Event;
import net.ringpost.sip.transaction.NonInviteClient.FlowFailed;
import net.ringpost.sip.transaction.NonInviteClient.Proceeding;
import net.ringpost.sip.transaction.NonInviteClient.Received;
import net.ringpost.sip.transaction.NonInviteClient.State;
import net.ringpost.sip.transaction.NonInviteClient.Terminated;
import net.ringpost.sip.transaction.NonInviteClient.TimePassed;
import net.ringpost.sip.transaction.NonInviteClient.Trying;
import org.junit.jupiter.api.Test;

class NonInviteClientTest {
  private static final long F = NOW + 64 * T1;

  private final SipRequest request = Fixtures.request("OPTIONS");
  private final SipResponse trying = Fixtures.answer(request, 100);
  private final SipResponse ok = Fixtures.answer(request, 200);
  private final State start = new Trying(request, NOW + T1, T1, F);
  private final State over = new Terminated();

  private static Step<State, Action> on(State state, Event event, long now) {
    return NonInviteClient.on(state, event, now, UDP);
  }

  @Test
  void trying_table() {
    check(
        "3261 §17.1.2.2",
        NonInviteClient.start(request, NOW, UDP),
        start,
        new Action.Send(request));
    check(
        "3261 §17.1.2.2 timer E doubles",
        on(start, new TimePassed(), NOW + T1),
        new Trying(request, NOW + 3 * T1, 2 * T1, F),
        new Action.Send(request));
    check(
        "3261 §17.1.2.2 timer E, at most T2",
        on(new Trying(request, NOW, T2, F), new TimePassed(), NOW),
        new Trying(request, NOW + T2, T2, F),
        new Action.Send(request));
    check(
        "3261 §17.1.2.2 timer F", on(start, new TimePassed(), F), over, new Action.ReportTimeout());
    check(
        "3261 §17.1.2.2 1xx",
        on(start, new Received(trying), NOW),
        new Proceeding(request, NOW + T2, F),
        new Action.Deliver(trying));
    check(
        "3261 §17.1.2.2 final",
        on(start, new Received(ok), NOW),
        new Completed(NOW + T4),
        new Action.Deliver(ok));
    check(
        "3261 §17.1.4",
        on(start, new FlowFailed("gone"), NOW),
        over,
        new Action.ReportUnreachable("gone"));
  }

  @Test
  void proceeding_table() {
    State proceeding = new Proceeding(request, NOW + T2, F);
    check(
        "3261 §17.1.2.2 timer E every T2",
        on(proceeding, new TimePassed(), NOW + T2),
        new Proceeding(request, NOW + 2 * T2, F),
        new Action.Send(request));
    check(
        "3261 §17.1.2.2 timer F",
        on(proceeding, new TimePassed(), F),
        over,
        new Action.ReportTimeout());
    check(
        "3261 §17.1.2.2 final",
        on(proceeding, new Received(ok), NOW),
        new Completed(NOW + T4),
        new Action.Deliver(ok));
  }

  @Test
  void completed_table() {
    State completed = new Completed(NOW + T4);
    check("3261 §17.1.2.2 absorbed", on(completed, new Received(ok), NOW), completed);
    check("3261 §17.1.2.2 timer K", on(completed, new TimePassed(), NOW + T4), over);
  }

  @Test
  void reliable_transport_repeats_nothing_and_lingers_not() {
    check(
        "3261 §17.1.2.2",
        NonInviteClient.start(request, NOW, TCP),
        new Trying(request, NEVER, T1, F),
        new Action.Send(request));
    check(
        "3261 §17.1.2.2 timer K is 0",
        NonInviteClient.on(start, new Received(ok), NOW, TCP),
        over,
        new Action.Deliver(ok));
  }
}
