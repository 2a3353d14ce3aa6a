// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import java.util.List;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipResponse;

/** The callee's side of an invitation, up to the answer (RFC 3261 §13.3, §9.2). */
public final class Invited {
  private Invited() {}

  /** A state of the invitation. */
  public sealed interface State {}

  /** The user has not decided yet. */
  public record Alerting() implements State {}

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

  /** What is to be done. */
  public sealed interface Action {}

  /** Answer the INVITE. */
  public record Send(SipResponse response) implements Action {}

  /** The session begins with this 2xx, which has been sent. */
  public record Begin(SipResponse ok) implements Action {}

  /** Tell the user that there is no call. */
  public record TellEnded(CallEnd end) implements Action {}

  /** The next state and what is to be done. */
  public record Step(State next, List<Action> actions) {
    static Step to(State next, Action... actions) {
      return new Step(next, List.of(actions));
    }
  }

  /** The next state, and what is to be done. */
  public static Step on(State state, Event event) {
    if (!(state instanceof Alerting)) {
      // §9.2: too late for a CANCEL, and for a second answer.
      return Step.to(state);
    }
    return switch (event) {
      case Cancelled e ->
          Step.to(
              new Refused(),
              new Send(e.terminated),
              new TellEnded(new CallEnd(CallEnd.Cause.CANCELLED, e.cause, "")));
      case Respond e when e.response.status().isProvisional() ->
          Step.to(state, new Send(e.response));
      case Respond e when e.response.status().isSuccess() ->
          Step.to(new Answered(), new Send(e.response), new Begin(e.response));
      case Respond e ->
          Step.to(new Refused(), new Send(e.response), new TellEnded(CallEnd.refused(e.response)));
    };
  }
}
