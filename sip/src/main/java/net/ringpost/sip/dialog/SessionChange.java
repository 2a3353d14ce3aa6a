// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import net.ringpost.sip.dialog.Session.AfterGlare;
import net.ringpost.sip.dialog.Session.AwaitingAck;
import net.ringpost.sip.dialog.Session.Closed;
import net.ringpost.sip.dialog.Session.Offered;
import net.ringpost.sip.dialog.Session.Reinviting;
import net.ringpost.sip.dialog.Session.Steady;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.transaction.Step;
import net.ringpost.sip.transaction.Timers;

/** The part of {@link Session} that changes it: re-INVITE and UPDATE (RFC 3261 §14, RFC 3311). */
final class SessionChange {
  /** RFC 3261 §14.1 asks for one more attempt; more than these, and it is no coincidence. */
  private static final int MOST_GLARES = 3;

  private SessionChange() {}

  /** RFC 3261 §12.2.2: the number counts, whatever was asked for. */
  static Session.State received(Session.State state, Session.GotOther e) {
    Dialog before = state.dialog();
    Dialog d = e.refreshes() ? before.received(e.request()) : before.withRemoteSeq(e.request());
    return switch (state) {
      case Steady s -> new Steady(d);
      case AwaitingAck s -> new AwaitingAck(d, s.ok(), s.times());
      case Session.Answered s ->
          new Session.Answered(new AwaitingAck(d, s.waiting().ok(), s.waiting().times()));
      case Session.ClosingOnAck s -> new Session.ClosingOnAck(d, s.ok(), s.times(), s.why());
      case Reinviting s -> new Reinviting(d, s.offer(), s.glares());
      case AfterGlare s -> new AfterGlare(d, s.offer(), s.resendAt(), s.glares());
      case Offered s -> new Offered(d, s.request());
      case Session.Closing s -> new Session.Closing(d);
      case Closed s -> new Closed(d);
    };
  }

  static Step<Session.State, SessionAction> reinvite(Dialog dialog, Body offer, int glares) {
    Dialog next = dialog.advanced();
    return Step.to(
        new Reinviting(next, offer, glares), new SessionAction.SendReinvite(next, offer));
  }

  static Step<Session.State, SessionAction> offer(Dialog dialog, SipRequest request) {
    return Step.to(
        new Offered(dialog.received(request), request), new SessionAction.TellOffer(request));
  }

  static SessionAction acknowledge(Dialog dialog, SipResponse ok) {
    return new SessionAction.Acknowledge(dialog, ok.cseq().number());
  }

  static SessionAction notNow() {
    return new SessionAction.TellReinviteLater();
  }

  static Step<Session.State, SessionAction> reinviting(
      Reinviting s, Session.Event event, long now) {
    return switch (event) {
      case Session.Reinvited e -> {
        Dialog dialog = s.dialog().refreshedBy(e.ok());
        yield Step.to(
            new Steady(dialog),
            acknowledge(dialog, e.ok()),
            new SessionAction.TellReinvited(e.ok()));
      }
      case Session.ReinviteRefused e -> refused(s, e, now);
      // §14.2: the other side's request crossed ours.
      case Session.GotOffer e -> Step.to(s, new SessionAction.RefuseNew(Status.REQUEST_PENDING));
      case Session.Reinvite e -> Step.to(s, notNow());
      case Session.Resent e ->
          Step.to(new Reinviting(s.dialog().withLocalSeq(e.localSeq()), s.offer(), s.glares()));
      default -> Session.common(s, event);
    };
  }

  private static Step<Session.State, SessionAction> refused(
      Reinviting s, Session.ReinviteRefused e, long now) {
    if (e.status().equals(Status.REQUEST_PENDING) && s.glares() < MOST_GLARES) {
      return Step.to(new AfterGlare(s.dialog(), s.offer(), now + e.glareWait(), s.glares() + 1));
    }
    return switch (e.status().code()) {
      // §12.2.1.2: the other side has lost the dialog.
      case 481 -> Step.to(new Closed(s.dialog()), SessionEnd.tell(CallEnd.Cause.LOST));
      case 408 -> SessionEnd.bye(s.dialog(), null, CallEnd.of(CallEnd.Cause.LOST));
      default -> Step.to(new Steady(s.dialog()), new SessionAction.TellReinviteFailed(e.status()));
    };
  }

  static Step<Session.State, SessionAction> afterGlare(
      AfterGlare s, Session.Event event, long now) {
    return switch (event) {
      case Session.TimePassed e when now >= s.resendAt() ->
          reinvite(s.dialog(), s.offer(), s.glares());
      // The other side was quicker: its change comes first, ours is given back to the user.
      case Session.GotOffer e -> {
        Step<Session.State, SessionAction> step = offer(s.dialog(), e.request());
        yield Step.to(step.next(), notNow(), step.actions().get(0));
      }
      case Session.Reinvite e ->
          Step.to(new AfterGlare(s.dialog(), e.offer(), s.resendAt(), s.glares()));
      default -> Session.common(s, event);
    };
  }

  static Step<Session.State, SessionAction> offered(
      Offered s, Session.Event event, long now, Timers t) {
    return switch (event) {
      case Session.AnswerOffer e -> {
        Session.State next =
            e.response().status().isSuccess() && s.request().method().equals(Method.INVITE)
                ? new AwaitingAck(s.dialog(), e.response(), Session.Repeating.from(now, t))
                : new Steady(s.dialog());
        yield Step.to(next, new SessionAction.Respond(e.response()));
      }
      // §14.2: a second offer before the first is answered; the driver adds Retry-After.
      case Session.GotOffer e ->
          Step.to(s, new SessionAction.RefuseNew(Status.SERVER_INTERNAL_ERROR));
      case Session.Reinvite e -> Step.to(s, notNow());
      // §15.1.2: what is still pending is answered 487.
      case Session.GotBye e -> {
        Step<Session.State, SessionAction> end = SessionEnd.remoteBye(s.dialog(), e.bye());
        yield withPendingRefused(end);
      }
      case Session.HangUp e ->
          withPendingRefused(
              SessionEnd.bye(s.dialog(), e.why(), CallEnd.of(CallEnd.Cause.HUNG_UP)));
      default -> Session.common(s, event);
    };
  }

  private static Step<Session.State, SessionAction> withPendingRefused(
      Step<Session.State, SessionAction> end) {
    SessionAction[] all = new SessionAction[end.actions().size() + 1];
    all[0] = new SessionAction.RefusePending(Status.REQUEST_TERMINATED);
    for (int i = 1; i < all.length; i++) {
      all[i] = end.actions().get(i - 1);
    }
    return Step.to(end.next(), all);
  }
}
