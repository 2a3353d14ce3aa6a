// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.ringpost.sip.Fixtures;
import net.ringpost.sip.dialog.UacInvitation.Abandoned;
import net.ringpost.sip.dialog.UacInvitation.Acknowledge;
import net.ringpost.sip.dialog.UacInvitation.Action;
import net.ringpost.sip.dialog.UacInvitation.Answered;
import net.ringpost.sip.dialog.UacInvitation.Bye;
import net.ringpost.sip.dialog.UacInvitation.Calling;
import net.ringpost.sip.dialog.UacInvitation.Cancel;
import net.ringpost.sip.dialog.UacInvitation.Cancelling;
import net.ringpost.sip.dialog.UacInvitation.Event;
import net.ringpost.sip.dialog.UacInvitation.Failed;
import net.ringpost.sip.dialog.UacInvitation.HangUp;
import net.ringpost.sip.dialog.UacInvitation.Received;
import net.ringpost.sip.dialog.UacInvitation.State;
import net.ringpost.sip.dialog.UacInvitation.TellAnswered;
import net.ringpost.sip.dialog.UacInvitation.TellEnded;
import net.ringpost.sip.dialog.UacInvitation.TellProgress;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.transaction.Step;
import org.junit.jupiter.api.Test;

class UacInvitationTest {
  private final SipRequest invite = Fixtures.invite();
  private final SipResponse ok = Fixtures.answer(invite, 200);
  private final SipResponse other = SipResponse.to(invite, Status.OK, null, "c");
  private final Dialog dialog = Dialog.ofCaller(invite, ok);
  private final Dialog otherDialog = Dialog.ofCaller(invite, other);
  private final State calling = new Calling(invite);

  private static void check(String section, State from, Event event, State to, Action... actions) {
    Step<UacInvitation.State, UacInvitation.Action> step = UacInvitation.on(from, event);
    assertThat(step.next()).as("next state, RFC %s", section).isEqualTo(to);
    assertThat(step.actions()).as("actions, RFC %s", section).containsExactly(actions);
  }

  private static TellEnded ended(CallEnd.Cause cause) {
    return new TellEnded(CallEnd.of(cause));
  }

  @Test
  void calling_table() {
    SipResponse ringing = Fixtures.answer(invite, 180);
    SipResponse busy = Fixtures.answer(invite, 486);
    check("3261 §13.2.2.1", calling, new Received(ringing), calling, new TellProgress(ringing));
    check("100", calling, new Received(Fixtures.answer(invite, 100)), calling);
    check(
        "3261 §13.2.2.4",
        calling,
        new Received(ok),
        new Answered(invite, "b", List.of()),
        new Acknowledge(dialog),
        new TellAnswered(dialog, ok));
    check(
        "3261 §13.2.2.3",
        calling,
        new Received(busy),
        new Failed(),
        new TellEnded(CallEnd.refused(busy)));
    check(
        "3261 §8.1.3.1",
        calling,
        new UacInvitation.TimedOut(),
        new Failed(),
        ended(CallEnd.Cause.TIMED_OUT));
    check("3261 §9.1", calling, new HangUp(), new Cancelling(invite), new Cancel());
  }

  @Test
  void first_answer_wins() {
    State answered = new Answered(invite, "b", List.of());
    State one = new Answered(invite, "b", List.of("c"));
    check("3261 §13.2.2.4 again", answered, new Received(ok), answered, new Acknowledge(dialog));
    check(
        "3261 §13.2.2.4 another",
        answered,
        new Received(other),
        one,
        new Acknowledge(otherDialog),
        new Bye(otherDialog));
    check("again", one, new Received(other), one, new Acknowledge(otherDialog));
  }

  @Test
  void cancel_race_table() {
    State cancelling = new Cancelling(invite);
    State abandoned = new Abandoned(invite, List.of("b"));
    check(
        "3261 §9.1",
        cancelling,
        new Received(Fixtures.answer(invite, 487)),
        new Failed(),
        ended(CallEnd.Cause.CANCELLED));
    check(
        "3261 §9.1 too late",
        cancelling,
        new Received(ok),
        abandoned,
        new Acknowledge(dialog),
        new Bye(dialog),
        ended(CallEnd.Cause.CANCELLED_TOO_LATE));
    check("again", abandoned, new Received(ok), abandoned, new Acknowledge(dialog));
    check(
        "another",
        abandoned,
        new Received(other),
        new Abandoned(invite, List.of("b", "c")),
        new Acknowledge(otherDialog),
        new Bye(otherDialog));
    check(
        "3261 §9.1",
        cancelling,
        new UacInvitation.TimedOut(),
        new Failed(),
        ended(CallEnd.Cause.CANCELLED));
  }
}
