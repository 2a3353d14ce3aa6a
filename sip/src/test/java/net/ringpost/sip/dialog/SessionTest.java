// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import static net.ringpost.sip.transaction.Timers.NEVER;
import static org.assertj.core.api.Assertions.assertThat;

import net.ringpost.sip.Fixtures;
import net.ringpost.sip.dialog.Session.AfterGlare;
import net.ringpost.sip.dialog.Session.Answered;
import net.ringpost.sip.dialog.Session.AwaitingAck;
import net.ringpost.sip.dialog.Session.Closed;
import net.ringpost.sip.dialog.Session.Closing;
import net.ringpost.sip.dialog.Session.ClosingOnAck;
import net.ringpost.sip.dialog.Session.Event;
import net.ringpost.sip.dialog.Session.GotAck;
import net.ringpost.sip.dialog.Session.GotBye;
import net.ringpost.sip.dialog.Session.GotOffer;
import net.ringpost.sip.dialog.Session.HangUp;
import net.ringpost.sip.dialog.Session.Offered;
import net.ringpost.sip.dialog.Session.Reinvite;
import net.ringpost.sip.dialog.Session.ReinviteRefused;
import net.ringpost.sip.dialog.Session.Reinvited;
import net.ringpost.sip.dialog.Session.Reinviting;
import net.ringpost.sip.dialog.Session.Repeating;
import net.ringpost.sip.dialog.Session.State;
import net.ringpost.sip.dialog.Session.Steady;
import net.ringpost.sip.dialog.Session.TimePassed;
import net.ringpost.sip.message.Reason;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.transaction.Step;
import net.ringpost.sip.transaction.Timers;
import org.junit.jupiter.api.Test;

class SessionTest {
  private static final Timers T = Timers.RFC_3261;
  private static final long T1 = T.t1();
  private static final long NOW = 5_000_000_000L;
  private static final Body OFFER = Body.sdp(new byte[] {1});

  private final SipRequest invite = Fixtures.invite();
  private final SipResponse ok = Fixtures.answer(invite, 200);
  private final SipRequest ack = Fixtures.request("ACK");
  private final SipRequest bye = Fixtures.request("BYE");
  private final Dialog dialog = Dialog.ofCallee(invite, "b");
  private final Dialog next = dialog.advanced();
  private final State steady = new Steady(dialog);
  private final Repeating times = new Repeating(NOW + T1, T1, NOW + 64 * T1);
  private final AwaitingAck awaiting = new AwaitingAck(dialog, ok, times);

  private void check(
      String section, State from, Event event, long at, State to, SessionAction... actions) {
    Step<Session.State, SessionAction> step = Session.on(from, event, at, T);
    assertThat(step.next()).as("next state, RFC %s", section).isEqualTo(to);
    assertThat(step.actions()).as("actions, RFC %s", section).containsExactly(actions);
  }

  private static SessionAction ended(CallEnd.Cause cause) {
    return new SessionAction.TellEnded(CallEnd.of(cause));
  }

  private static SessionAction remoteEnd(SipRequest bye) {
    return new SessionAction.TellEnded(new CallEnd(CallEnd.Cause.REMOTE_HUNG_UP, bye, ""));
  }

  @Test
  void answer_is_repeated_until_acknowledged() {
    State answered = Session.ofCallee(dialog, ok, NOW, T);
    assertThat(answered).isEqualTo(new Answered(awaiting));
    assertThat(Session.deadline(answered)).isEqualTo(NOW + T1);
    long g = NOW + T1;
    check(
        "3261 §13.3.1.4",
        answered,
        new TimePassed(),
        g,
        new Answered(new AwaitingAck(dialog, ok, new Repeating(g + 2 * T1, 2 * T1, NOW + 64 * T1))),
        new SessionAction.RepeatOk(ok));
    check(
        "3261 §13.3.1.4",
        answered,
        new GotAck(ack),
        NOW,
        steady,
        new SessionAction.TellConfirmed(ack));
    check(
        "3261 §13.3.1.4 no ACK: BYE",
        answered,
        new TimePassed(),
        NOW + 64 * T1,
        new Closing(next),
        new SessionAction.SendBye(next, null),
        ended(CallEnd.Cause.NOT_ACKNOWLEDGED));
    check(
        "BYE before the ACK",
        answered,
        new GotBye(bye),
        NOW,
        new Closed(dialog.received(bye)),
        remoteEnd(bye));
  }

  @Test
  void hanging_up_before_the_ack_waits_for_it() {
    State closing = new ClosingOnAck(dialog, ok, times, null);
    check(
        "3261 §15",
        new Answered(awaiting),
        new HangUp(null),
        NOW,
        closing,
        ended(CallEnd.Cause.HUNG_UP));
    check(
        "3261 §15",
        closing,
        new GotAck(ack),
        NOW,
        new Closing(next),
        new SessionAction.SendBye(next, null));
    check(
        "3261 §15 or its time out",
        closing,
        new TimePassed(),
        NOW + 64 * T1,
        new Closing(next),
        new SessionAction.SendBye(next, null));
    check("3261 §15", closing, new GotBye(bye), NOW, new Closed(dialog));
  }

  @Test
  void hanging_up_for_a_reason_says_so_in_the_bye() {
    Reason why = Reason.sip(488, "no sound can cross");
    check(
        "3326 §1",
        steady,
        new HangUp(why),
        NOW,
        new Closing(next),
        new SessionAction.SendBye(next, why),
        ended(CallEnd.Cause.HUNG_UP));
    State closing = new ClosingOnAck(dialog, ok, times, why);
    check(
        "3261 §15",
        new Answered(awaiting),
        new HangUp(why),
        NOW,
        closing,
        ended(CallEnd.Cause.HUNG_UP));
    check(
        "3261 §15",
        closing,
        new GotAck(ack),
        NOW,
        new Closing(next),
        new SessionAction.SendBye(next, why));
  }

  @Test
  void hanging_up_table() {
    check(
        "3261 §15.1.1",
        steady,
        new HangUp(null),
        NOW,
        new Closing(next),
        new SessionAction.SendBye(next, null),
        ended(CallEnd.Cause.HUNG_UP));
    check(
        "3261 §15.1.2",
        steady,
        new GotBye(bye),
        NOW,
        new Closed(dialog.received(bye)),
        remoteEnd(bye));
    check("both at once", new Closing(next), new GotBye(bye), NOW, new Closing(next));
    check("done", new Closing(next), new Session.ByeDone(), NOW, new Closed(next));
    check("twice", new Closing(next), new HangUp(null), NOW, new Closing(next));
    check(
        "offer after the end",
        new Closing(next),
        new GotOffer(invite),
        NOW,
        new Closing(next),
        new SessionAction.RefuseNew(Status.CALL_DOES_NOT_EXIST));
  }

  @Test
  void own_reinvite_table() {
    State reinviting = new Reinviting(next, OFFER, 0);
    SipResponse accepted = Fixtures.answer(invite, 200);
    check(
        "3261 §14.1",
        steady,
        new Reinvite(OFFER),
        NOW,
        reinviting,
        new SessionAction.SendReinvite(next, OFFER));
    check(
        "3261 §13.2.2.4",
        reinviting,
        new Reinvited(accepted),
        NOW,
        new Steady(next),
        new SessionAction.Acknowledge(next, 1),
        new SessionAction.TellReinvited(accepted));
    check(
        "3261 §13.2.2.4 2xx again",
        steady,
        new Reinvited(accepted),
        NOW,
        steady,
        new SessionAction.Acknowledge(dialog, 1));
    check(
        "3261 §14.1 the session stays",
        reinviting,
        new ReinviteRefused(Status.NOT_ACCEPTABLE_HERE, 0),
        NOW,
        new Steady(next),
        new SessionAction.TellReinviteFailed(Status.NOT_ACCEPTABLE_HERE));
    check(
        "3261 §12.2.1.2 481",
        reinviting,
        new ReinviteRefused(Status.CALL_DOES_NOT_EXIST, 0),
        NOW,
        new Closed(next),
        ended(CallEnd.Cause.LOST));
    check(
        "3261 §14.2",
        reinviting,
        new GotOffer(invite),
        NOW,
        reinviting,
        new SessionAction.RefuseNew(Status.REQUEST_PENDING));
  }

  @Test
  void glare_table() {
    State reinviting = new Reinviting(next, OFFER, 0);
    State after = new AfterGlare(next, OFFER, NOW + 7, 1);
    check("3261 §14.1", reinviting, new ReinviteRefused(Status.REQUEST_PENDING, 7), NOW, after);
    assertThat(Session.deadline(after)).isEqualTo(NOW + 7);
    Dialog again = next.advanced();
    check(
        "3261 §14.1",
        after,
        new TimePassed(),
        NOW + 7,
        new Reinviting(again, OFFER, 1),
        new SessionAction.SendReinvite(again, OFFER));
    check(
        "the other was quicker",
        after,
        new GotOffer(invite),
        NOW,
        new Offered(next.received(invite), invite),
        new SessionAction.TellReinviteLater(),
        new SessionAction.TellOffer(invite));
    check(
        "not for ever",
        new Reinviting(next, OFFER, 3),
        new ReinviteRefused(Status.REQUEST_PENDING, 7),
        NOW,
        new Steady(next),
        new SessionAction.TellReinviteFailed(Status.REQUEST_PENDING));
  }

  @Test
  void offer_table() {
    State offered = new Offered(dialog.received(invite), invite);
    check(
        "3261 §14.2",
        steady,
        new GotOffer(invite),
        NOW,
        offered,
        new SessionAction.TellOffer(invite));
    check(
        "3261 §14.2",
        offered,
        new Session.AnswerOffer(ok),
        NOW,
        new AwaitingAck(dialog.received(invite), ok, times),
        new SessionAction.Respond(ok));
    SipResponse no = Fixtures.answer(invite, 488);
    check(
        "3261 §14.2",
        offered,
        new Session.AnswerOffer(no),
        NOW,
        new Steady(dialog.received(invite)),
        new SessionAction.Respond(no));
    check(
        "3261 §14.2 second offer",
        offered,
        new GotOffer(invite),
        NOW,
        offered,
        new SessionAction.RefuseNew(Status.SERVER_INTERNAL_ERROR));
    check(
        "3261 §15.1.2",
        offered,
        new GotBye(bye),
        NOW,
        new Closed(dialog.received(bye)),
        new SessionAction.RefusePending(Status.REQUEST_TERMINATED),
        remoteEnd(bye));
    SipRequest update = Fixtures.request("UPDATE");
    SipResponse updated = Fixtures.answer(update, 200);
    check(
        "3311 §5.2: no ACK",
        new Offered(dialog, update),
        new Session.AnswerOffer(updated),
        NOW,
        steady,
        new SessionAction.Respond(updated));
  }

  @Test
  void quiet_states_wait_for_nothing() {
    assertThat(Session.deadline(steady)).isEqualTo(NEVER);
    assertThat(Session.deadline(new Closing(dialog))).isEqualTo(NEVER);
    assertThat(Session.deadline(new Closed(dialog))).isEqualTo(NEVER);
  }
}
