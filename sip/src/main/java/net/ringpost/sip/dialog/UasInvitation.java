// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import static net.ringpost.sip.transaction.Timers.NEVER;

import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.transaction.Step;

/** The callee's side of an invitation, up to the answer (RFC 3261 §13.3, §9.2). */
public final class UasInvitation {
  private UasInvitation() {}

  /** A state of the invitation. */
  public sealed interface State {}

  /**
   * The user has not decided yet.
   *
   * @param expiresAt until when the caller waits; {@link net.ringpost.sip.transaction.Timers#NEVER}
   *     if it did not say
   */
  public record Alerting(long expiresAt) implements State {}

  /** The user answered; what follows is the {@link Session}'s. */
  public record Answered() implements State {}

  /** The user refused, or the caller gave up. */
  public record Refused() implements State {}

  /** What can happen to the invitation. */
  public sealed interface Event {}

  /** The user, or the telephone by itself, answers with this response, provisional or final. */
  public record Respond(SipResponse response) implements Event {}

  /**
   * The caller gave up.
   *
   * @param cause the CANCEL, whose Reason may say that somebody else answered; or a BYE before the
   *     answer
   * @param terminated the 487 to answer the INVITE with
   */
  public record Cancelled(SipMessage cause, SipResponse terminated) implements Event {}

  /**
   * The deadline has come.
   *
   * @param terminated the 487 to answer the INVITE with
   */
  public record TimePassed(SipResponse terminated) implements Event {}

  /** What is to be done. */
  public sealed interface Action {}

  /** Answer the INVITE. */
  public record Send(SipResponse response) implements Action {}

  /** The session begins with this 2xx, which has been sent. */
  public record Begin(SipResponse ok) implements Action {}

  /** Tell the user that there is no call. */
  public record TellEnded(CallEnd end) implements Action {}

  /** When {@link TimePassed} is due; never if time changes nothing. */
  public static long deadline(State state) {
    return state instanceof Alerting a ? a.expiresAt : NEVER;
  }

  /** The next state, and what is to be done. */
  public static Step<State, Action> on(State state, Event event, long now) {
    if (!(state instanceof Alerting alerting)) {
      // §9.2: too late for a CANCEL, and for a second answer.
      return Step.to(state);
    }
    return switch (event) {
      case Cancelled e ->
          Step.to(
              new Refused(),
              new Send(e.terminated),
              new TellEnded(new CallEnd(CallEnd.Cause.CANCELLED, e.cause, "")));
      // §13.3.1 step 1.
      case TimePassed e when now >= alerting.expiresAt ->
          Step.to(
              new Refused(),
              new Send(e.terminated),
              new TellEnded(CallEnd.of(CallEnd.Cause.EXPIRED)));
      case TimePassed e -> Step.to(state);
      case Respond e when e.response.status().isProvisional() ->
          Step.to(state, new Send(e.response));
      case Respond e when e.response.status().isSuccess() ->
          Step.to(new Answered(), new Send(e.response), new Begin(e.response));
      case Respond e ->
          Step.to(new Refused(), new Send(e.response), new TellEnded(CallEnd.refused(e.response)));
    };
  }
}
