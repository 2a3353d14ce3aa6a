// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import static net.ringpost.sip.transaction.Timers.NEVER;

import net.ringpost.sip.message.Reason;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.transaction.Step;
import net.ringpost.sip.transaction.Timers;
import org.jspecify.annotations.Nullable;

/**
 * A call that has been answered, at either end: repetition of our 2xx until it is acknowledged (RFC
 * 3261 §13.3.1.4), re-INVITE in both directions with glare (§14), UPDATE (RFC 3311), BYE (§15).
 * There is at most one INVITE or UPDATE under way, as §14.1 and §14.2 ask.
 */
public final class Session {
  private Session() {}

  /** A state of the session. */
  public sealed interface State {
    /** The dialog as it is now. */
    Dialog dialog();
  }

  /** Nothing is under way. */
  public record Steady(Dialog dialog) implements State {}

  /** We have answered an INVITE; the 2xx is repeated until its ACK comes. */
  public record AwaitingAck(Dialog dialog, SipResponse ok, Repeating times) implements State {}

  /** As AwaitingAck, for the INVITE that began the call: the user awaits the ACK, too. */
  public record Answered(AwaitingAck waiting) implements State {
    @Override
    public Dialog dialog() {
      return waiting.dialog;
    }
  }

  /**
   * As AwaitingAck, but we want to hang up, which must wait for the ACK (§15).
   *
   * @param why what the BYE will say; null: nothing
   */
  public record ClosingOnAck(Dialog dialog, SipResponse ok, Repeating times, @Nullable Reason why)
      implements State {}

  /**
   * Our re-INVITE is under way.
   *
   * @param glares how often it has met one of the other side (491)
   */
  public record Reinviting(Dialog dialog, Body offer, int glares) implements State {}

  /** Our re-INVITE met one of the other side and is to be sent again. */
  public record AfterGlare(Dialog dialog, Body offer, long resendAt, int glares) implements State {}

  /** A re-INVITE or UPDATE of the other side waits for the user's answer. */
  public record Offered(Dialog dialog, SipRequest request) implements State {}

  /** Our BYE is under way. */
  public record Closing(Dialog dialog) implements State {}

  /** Over. */
  public record Closed(Dialog dialog) implements State {}

  /** When a 2xx is repeated, how long it waits after that, and when to give up. */
  public record Repeating(long resendAt, long interval, long giveUpAt) {
    /** RFC 3261 §13.3.1.4: from T1, doubling up to T2, for 64·T1, on every transport. */
    static Repeating from(long now, Timers t) {
      return new Repeating(now + t.t1(), t.t1(), now + t.timeout());
    }

    Repeating next(long now, Timers t) {
      long longer = Math.min(2 * interval, t.t2());
      return new Repeating(now + longer, longer, giveUpAt);
    }

    long deadline() {
      return Math.min(resendAt, giveUpAt);
    }
  }

  /** What can happen to the session. */
  public sealed interface Event {}

  /**
   * We want to hang up.
   *
   * @param why what the BYE is to say (RFC 3326); null: nothing
   */
  public record HangUp(@Nullable Reason why) implements Event {}

  /** The other side has hung up; the BYE has been answered. */
  public record GotBye(SipRequest bye) implements Event {}

  /** Our BYE has been answered, or will never be. */
  public record ByeDone() implements Event {}

  /** An ACK for a 2xx has come. */
  public record GotAck(SipRequest ack) implements Event {}

  /** We want to change the session. */
  public record Reinvite(Body offer) implements Event {}

  /** A re-INVITE or UPDATE with an offer has come, in order. */
  public record GotOffer(SipRequest request) implements Event {}

  /**
   * A request that changes nothing of the session has come, in order.
   *
   * @param refreshes whether it was accepted and may have moved the other's target (RFC 3311 §5.1)
   */
  public record GotOther(SipRequest request, boolean refreshes) implements Event {}

  /** The user accepts the offer with this 2xx, or refuses it. */
  public record AnswerOffer(SipResponse response) implements Event {}

  /** Our re-INVITE has been accepted; again each time the 2xx comes. */
  public record Reinvited(SipResponse ok) implements Event {}

  /**
   * Our re-INVITE was not accepted; the session stays as it was (§14.1).
   *
   * @param glareWait how long to wait before another attempt after 491, in nanoseconds
   */
  public record ReinviteRefused(Status status, long glareWait) implements Event {}

  /** A request of ours was sent again with credentials and this number. */
  public record Resent(long localSeq) implements Event {}

  /** The deadline has come. */
  public record TimePassed() implements Event {}

  /** The caller's session: the 2xx has come and has been acknowledged. */
  public static State ofCaller(Dialog dialog) {
    return new Steady(dialog);
  }

  /** The callee's session: this 2xx has just been sent. */
  public static State ofCallee(Dialog dialog, SipResponse ok, long now, Timers t) {
    return new Answered(new AwaitingAck(dialog, ok, Repeating.from(now, t)));
  }

  /** When {@link TimePassed} is due; {@link Timers#NEVER} if time changes nothing. */
  public static long deadline(State state) {
    return switch (state) {
      case Answered s -> deadline(s.waiting);
      case AwaitingAck s -> s.times.deadline();
      case ClosingOnAck s -> s.times.deadline();
      case AfterGlare s -> s.resendAt;
      case Steady s -> NEVER;
      case Reinviting s -> NEVER;
      case Offered s -> NEVER;
      case Closing s -> NEVER;
      case Closed s -> NEVER;
    };
  }

  /** The next state, and what is to be done. */
  public static Step<Session.State, SessionAction> on(
      State state, Event event, long now, Timers t) {
    if (event instanceof GotOther e) {
      return Step.to(SessionChange.received(state, e));
    }
    return switch (state) {
      case Closed s -> SessionEnd.closed(s, event);
      case Closing s -> SessionEnd.closing(s, event);
      case ClosingOnAck s -> SessionEnd.closingOnAck(s, event, now, t);
      case Steady s -> steady(s, event);
      case Answered s -> answered(s.waiting, event, now, t);
      case AwaitingAck s -> awaitingAck(s, event, now, t);
      case Reinviting s -> SessionChange.reinviting(s, event, now);
      case AfterGlare s -> SessionChange.afterGlare(s, event, now);
      case Offered s -> SessionChange.offered(s, event, now, t);
    };
  }

  private static Step<Session.State, SessionAction> steady(Steady s, Event event) {
    return switch (event) {
      case Reinvite e -> SessionChange.reinvite(s.dialog, e.offer, 0);
      case GotOffer e -> SessionChange.offer(s.dialog, e.request);
      default -> common(s, event);
    };
  }

  private static Step<Session.State, SessionAction> answered(
      AwaitingAck s, Event event, long now, Timers t) {
    Step<Session.State, SessionAction> step = awaitingAck(s, event, now, t);
    return switch (step.next()) {
      case AwaitingAck still -> new Step<>(new Answered(still), step.actions());
      case Steady stands when event instanceof GotAck e ->
          Step.to(stands, new SessionAction.TellConfirmed(e.ack));
      case Offered o ->
          Step.to(o, new SessionAction.TellConfirmed(o.request), step.actions().getFirst());
      default -> step;
    };
  }

  private static Step<Session.State, SessionAction> awaitingAck(
      AwaitingAck s, Event event, long now, Timers t) {
    return switch (event) {
      case GotAck e when e.ack.cseq().number() == s.ok.cseq().number() ->
          Step.to(new Steady(s.dialog), new SessionAction.TellChanged(e.ack));
      case HangUp e ->
          Step.to(
              new ClosingOnAck(s.dialog, s.ok, s.times, e.why),
              SessionEnd.tell(CallEnd.Cause.HUNG_UP));
      case TimePassed e when now >= s.times.giveUpAt ->
          SessionEnd.bye(s.dialog, null, CallEnd.of(CallEnd.Cause.NOT_ACKNOWLEDGED));
      case TimePassed e when now >= s.times.resendAt ->
          Step.to(
              new AwaitingAck(s.dialog, s.ok, s.times.next(now, t)),
              new SessionAction.RepeatOk(s.ok));
      case TimePassed e -> Step.to(s);
      // The other side would not start anew without having our 2xx: its ACK is lost or late.
      case GotOffer e -> SessionChange.offer(s.dialog, e.request);
      case Reinvite e -> Step.to(s, SessionChange.notNow());
      default -> common(s, event);
    };
  }

  /** What has the same effect in every state in which the call stands. */
  static Step<Session.State, SessionAction> common(State s, Event event) {
    return switch (event) {
      case HangUp e -> SessionEnd.bye(s.dialog(), e.why, CallEnd.of(CallEnd.Cause.HUNG_UP));
      case GotBye e -> SessionEnd.remoteBye(s.dialog(), e.bye);
      case Reinvited e -> Step.to(s, SessionChange.acknowledge(s.dialog(), e.ok));
      default -> Step.to(s);
    };
  }
}
