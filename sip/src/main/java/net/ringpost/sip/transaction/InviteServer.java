// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transaction;

import static net.ringpost.sip.transaction.Timers.NEVER;

import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Status;

/** The INVITE server transaction (RFC 3261 §17.2.1, RFC 6026 §7.1). */
public final class InviteServer {
  /** RFC 3261 §17.2.1: a 100 is sent unless the transaction user answers within 200 ms. */
  static final long TRYING_DELAY = 200_000_000L;

  private InviteServer() {}

  /** A state of the transaction. */
  public sealed interface State {}

  /** Handed to the transaction user, which has not answered yet. */
  public record Received(SipRequest invite, long tryingAt) implements State {}

  /** Answered provisionally; the last such response is repeated on request. */
  public record Proceeding(SipResponse last) implements State {}

  /** Answered finally, not by 2xx; repeated until the ACK comes. */
  public record Completed(SipResponse response, long resendAt, long interval, long giveUpAt)
      implements State {}

  /** The ACK has come; repeated ones are absorbed. */
  public record Confirmed(long endAt) implements State {}

  /** Answered by 2xx, whose repetition is the transaction user's; repeated INVITEs are absorbed. */
  public record Accepted(long endAt) implements State {}

  /** Over. */
  public record Terminated() implements State {}

  /** What can happen to the transaction. */
  public sealed interface Event {}

  /** The same INVITE has come again. */
  public record Repeated() implements Event {}

  /** The transaction user answers. */
  public record Respond(SipResponse response) implements Event {}

  /** An ACK with the INVITE's branch has come. */
  public record Acknowledged() implements Event {}

  /** The deadline has come. */
  public record TimePassed() implements Event {}

  /** What is repeated from now on, others absorb; heeded once nothing else can come. */
  public record TakenOver() implements Event {}

  /** Begins with a new INVITE. */
  public static State start(SipRequest invite, long now) {
    return new Received(invite, now + TRYING_DELAY);
  }

  /** The next state, and what is to be done. */
  public static Step<State, Action> on(State state, Event event, long now, Timers t) {
    return switch (state) {
      case Received s -> received(s, event, now, t);
      case Proceeding s -> proceeding(s, event, now, t);
      case Completed s -> completed(s, event, now, t);
      case Confirmed s -> over(s, s.endAt, event, now);
      case Accepted s -> accepted(s, event, now);
      case Terminated s -> Step.to(s);
    };
  }

  /** When {@link TimePassed} is due; {@link Timers#NEVER} if time changes nothing. */
  public static long deadline(State state) {
    return switch (state) {
      case Received s -> s.tryingAt;
      case Proceeding s -> NEVER;
      case Completed s -> Math.min(s.resendAt, s.giveUpAt);
      case Confirmed s -> s.endAt;
      case Accepted s -> s.endAt;
      case Terminated s -> NEVER;
    };
  }

  private static Step<State, Action> received(Received s, Event event, long now, Timers t) {
    return switch (event) {
      case Respond e -> respond(e.response, now, t);
      case TimePassed e when now >= s.tryingAt -> trying(s);
      case TimePassed e -> Step.to(s);
      case Repeated e -> trying(s);
      case Acknowledged e -> Step.to(s);
      case TakenOver e -> Step.to(s);
    };
  }

  private static Step<State, Action> trying(Received s) {
    SipResponse trying = SipResponse.to(s.invite, Status.TRYING, null, null);
    return Step.to(new Proceeding(trying), new Action.Send(trying));
  }

  private static Step<State, Action> proceeding(Proceeding s, Event event, long now, Timers t) {
    return switch (event) {
      case Respond e -> respond(e.response, now, t);
      case Repeated e -> Step.to(s, new Action.Send(s.last));
      case Acknowledged e -> Step.to(s);
      case TimePassed e -> Step.to(s);
      case TakenOver e -> Step.to(s);
    };
  }

  private static Step<State, Action> respond(SipResponse response, long now, Timers t) {
    Action send = new Action.Send(response);
    if (response.status().isProvisional()) {
      return Step.to(new Proceeding(response), send);
    }
    if (response.status().isSuccess()) {
      // RFC 6026 §7.1: timer L.
      return Step.to(new Accepted(now + t.timeout()), send);
    }
    long giveUpAt = now + t.timeout();
    return Step.to(new Completed(response, t.firstResend(now), t.t1(), giveUpAt), send);
  }

  private static Step<State, Action> completed(Completed s, Event event, long now, Timers t) {
    return switch (event) {
      case Repeated e -> Step.to(s, new Action.Send(s.response));
      case Acknowledged e ->
          Step.to(t.reliable() ? new Terminated() : new Confirmed(now + t.lingerT4()));
      // Timer H: a refusal that is never acknowledged leaves nothing for the transaction user to
      // do, so it is not told.
      case TimePassed e when now >= s.giveUpAt -> Step.to(new Terminated());
      case TimePassed e when now >= s.resendAt -> {
        long interval = Math.min(2 * s.interval, t.t2());
        State next = new Completed(s.response, now + interval, interval, s.giveUpAt);
        yield Step.to(next, new Action.Send(s.response));
      }
      case TimePassed e -> Step.to(s);
      // RFC 3261 §17.2.1: only one final response other than 2xx.
      case Respond e -> Step.to(s);
      case TakenOver e -> Step.to(s);
    };
  }

  private static Step<State, Action> accepted(Accepted s, Event event, long now) {
    return switch (event) {
      // RFC 6026 §7.1: the user's repetitions, and at a proxy the 2xx of other forks.
      case Respond e when e.response.status().isSuccess() ->
          Step.to(s, new Action.Send(e.response));
      case Respond e -> Step.to(s);
      default -> over(s, s.endAt, event, now);
    };
  }

  private static Step<State, Action> over(State s, long endAt, Event event, long now) {
    boolean over = event instanceof TakenOver || (event instanceof TimePassed && now >= endAt);
    return Step.to(over ? new Terminated() : s);
  }
}
