// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transaction;

import static net.ringpost.sip.transaction.Timers.NEVER;

import net.ringpost.sip.message.SipResponse;

/** The non-INVITE server transaction (RFC 3261 §17.2.2). */
public final class NonInviteServer {
  private NonInviteServer() {}

  /** A state of the transaction. */
  public sealed interface State {}

  /**
   * Handed to the transaction user, which has not answered yet.
   *
   * @param giveUpAt RFC 4320 §4.1: the client has given up after 64·T1, and an answer after that
   *     does only harm; so the transaction ends by itself
   */
  public record Trying(long giveUpAt) implements State {}

  /** Answered provisionally; that response is repeated on request. */
  public record Proceeding(SipResponse last, long giveUpAt) implements State {}

  /** Answered finally; that response is repeated on request. */
  public record Completed(SipResponse response, long endAt) implements State {}

  /** Over. */
  public record Terminated() implements State {}

  /** What can happen to the transaction. */
  public sealed interface Event {}

  /** The same request has come again. */
  public record Repeated() implements Event {}

  /** The transaction user answers. */
  public record Respond(SipResponse response) implements Event {}

  /** The deadline has come. */
  public record TimePassed() implements Event {}

  /** What is repeated from now on, others answer; heeded once nothing else can come. */
  public record TakenOver() implements Event {}

  /** Begins with a new request. */
  public static State start(long now, Timers t) {
    return new Trying(now + t.timeout());
  }

  /** The next state, and what is to be done. */
  public static Step<State, Action> on(State state, Event event, long now, Timers t) {
    return switch (state) {
      case Trying s ->
          switch (event) {
            case Respond e -> respond(e.response, s.giveUpAt, now, t);
            case Repeated e -> Step.to(s);
            case TimePassed e -> over(s, s.giveUpAt, now);
            case TakenOver e -> Step.to(s);
          };
      case Proceeding s ->
          switch (event) {
            case Respond e -> respond(e.response, s.giveUpAt, now, t);
            case Repeated e -> Step.to(s, new Action.Send(s.last));
            case TimePassed e -> over(s, s.giveUpAt, now);
            case TakenOver e -> Step.to(s);
          };
      case Completed s ->
          switch (event) {
            case Respond e -> Step.to(s);
            case Repeated e -> Step.to(s, new Action.Send(s.response));
            case TimePassed e -> over(s, s.endAt, now);
            case TakenOver e -> Step.to(new Terminated());
          };
      case Terminated s -> Step.to(s);
    };
  }

  /** When {@link TimePassed} is due; {@link Timers#NEVER} if time changes nothing. */
  public static long deadline(State state) {
    return switch (state) {
      case Trying s -> s.giveUpAt;
      case Proceeding s -> s.giveUpAt;
      case Completed s -> s.endAt;
      case Terminated s -> NEVER;
    };
  }

  private static Step<State, Action> respond(
      SipResponse response, long giveUpAt, long now, Timers t) {
    Action send = new Action.Send(response);
    if (response.status().isProvisional()) {
      return Step.to(new Proceeding(response, giveUpAt), send);
    }
    State next = t.reliable() ? new Terminated() : new Completed(response, now + t.lingerJ());
    return Step.to(next, send);
  }

  private static Step<State, Action> over(State s, long endAt, long now) {
    return Step.to(now >= endAt ? new Terminated() : s);
  }
}
