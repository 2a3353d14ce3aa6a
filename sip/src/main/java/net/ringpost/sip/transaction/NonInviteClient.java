// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transaction;

import static net.ringpost.sip.transaction.Timers.NEVER;

import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;

/** The non-INVITE client transaction (RFC 3261 §17.1.2). */
public final class NonInviteClient {
  private NonInviteClient() {}

  /** A state of the transaction. */
  public sealed interface State {}

  /** Sent, nothing heard yet. */
  public record Trying(SipRequest request, long resendAt, long interval, long giveUpAt)
      implements State {}

  /** A provisional response has come; the request is now repeated every T2 only. */
  public record Proceeding(SipRequest request, long resendAt, long giveUpAt) implements State {}

  /** The final response has come; repeated ones are absorbed. */
  public record Completed(long endAt) implements State {}

  /** Over. */
  public record Terminated() implements State {}

  /** What can happen to the transaction. */
  public sealed interface Event {}

  /** A response with the transaction's branch and method. */
  public record Received(SipResponse response) implements Event {}

  /** The deadline has come. */
  public record TimePassed() implements Event {}

  /** The flow that carries the transaction is broken; the reason is for people. */
  public record FlowFailed(String reason) implements Event {}

  /** Begins with a request that has its Via. */
  public static Step<State, Action> start(SipRequest request, long now, Timers t) {
    State trying = new Trying(request, t.firstResend(now), t.t1(), now + t.timeout());
    return Step.to(trying, new Action.Send(request));
  }

  /** The next state, and what is to be done. */
  public static Step<State, Action> on(State state, Event event, long now, Timers t) {
    return switch (state) {
      case Trying s -> trying(s, event, now, t);
      case Proceeding s -> proceeding(s, event, now, t);
      case Completed s -> completed(s, event, now);
      case Terminated s -> Step.to(s);
    };
  }

  /** When {@link TimePassed} is due; {@link Timers#NEVER} if time changes nothing. */
  public static long deadline(State state) {
    return switch (state) {
      case Trying s -> Math.min(s.resendAt, s.giveUpAt);
      case Proceeding s -> Math.min(s.resendAt, s.giveUpAt);
      case Completed s -> s.endAt;
      case Terminated s -> NEVER;
    };
  }

  private static Step<State, Action> trying(Trying s, Event event, long now, Timers t) {
    return switch (event) {
      case Received e when e.response.status().isProvisional() -> {
        long resendAt = t.reliable() ? NEVER : now + t.t2();
        State next = new Proceeding(s.request, resendAt, s.giveUpAt);
        yield Step.to(next, new Action.Deliver(e.response));
      }
      case Received e -> finished(e.response, now, t);
      case TimePassed e when now >= s.giveUpAt -> timedOut();
      case TimePassed e when now >= s.resendAt -> {
        // RFC 3261 §17.1.2.2: timer E doubles up to T2.
        long interval = Math.min(2 * s.interval, t.t2());
        State next = new Trying(s.request, now + interval, interval, s.giveUpAt);
        yield Step.to(next, new Action.Send(s.request));
      }
      case TimePassed e -> Step.to(s);
      case FlowFailed e -> unreachable(e);
    };
  }

  private static Step<State, Action> proceeding(Proceeding s, Event event, long now, Timers t) {
    return switch (event) {
      case Received e when e.response.status().isProvisional() ->
          Step.to(s, new Action.Deliver(e.response));
      case Received e -> finished(e.response, now, t);
      case TimePassed e when now >= s.giveUpAt -> timedOut();
      case TimePassed e when now >= s.resendAt ->
          Step.to(new Proceeding(s.request, now + t.t2(), s.giveUpAt), new Action.Send(s.request));
      case TimePassed e -> Step.to(s);
      case FlowFailed e -> unreachable(e);
    };
  }

  private static Step<State, Action> finished(SipResponse response, long now, Timers t) {
    State next = t.reliable() ? new Terminated() : new Completed(now + t.lingerT4());
    return Step.to(next, new Action.Deliver(response));
  }

  private static Step<State, Action> completed(Completed s, Event event, long now) {
    return switch (event) {
      case TimePassed e when now >= s.endAt -> Step.to(new Terminated());
      case TimePassed e -> Step.to(s);
      case Received e -> Step.to(s);
      case FlowFailed e -> Step.to(s);
    };
  }

  private static Step<State, Action> timedOut() {
    return Step.to(new Terminated(), new Action.ReportTimeout());
  }

  private static Step<State, Action> unreachable(FlowFailed e) {
    return Step.to(new Terminated(), new Action.ReportUnreachable(e.reason));
  }
}
