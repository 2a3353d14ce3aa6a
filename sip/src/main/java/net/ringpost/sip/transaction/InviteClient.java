// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transaction;

import static net.ringpost.sip.transaction.Timers.NEVER;

import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Status;

/** The INVITE client transaction (RFC 3261 §17.1.1, RFC 6026 §7.2) with CANCEL (§9.1). */
public final class InviteClient {
  private InviteClient() {}

  /** A state of the transaction. */
  public sealed interface State {}

  /** Sent, nothing heard yet. */
  public record Calling(SipRequest invite, long resendAt, long interval, long giveUpAt)
      implements State {}

  /** As Calling, but the caller has given up: the CANCEL waits for a provisional response. */
  public record CancelPending(Calling calling, SipRequest cancel) implements State {}

  /** A provisional response has come; the transaction user decides how long to wait. */
  public record Proceeding(SipRequest invite) implements State {}

  /** The CANCEL has been sent. */
  public record Cancelling(SipRequest invite, long giveUpAt) implements State {}

  /** A final response other than 2xx has come and is acknowledged as often as it comes. */
  public record Completed(SipRequest ack, long endAt) implements State {}

  /** A 2xx has come; repeated ones and those of other forks are handed on. */
  public record Accepted(long endAt) implements State {}

  /** Over. */
  public record Terminated() implements State {}

  /** What can happen to the transaction. */
  public sealed interface Event {}

  /** A response with the transaction's branch and method. */
  public record Received(SipResponse response) implements Event {}

  /** The transaction user wants the call cancelled with this CANCEL. */
  public record CancelAsked(SipRequest cancel) implements Event {}

  /** The deadline has come. */
  public record TimePassed() implements Event {}

  /** The flow that carries the transaction is broken; the reason is for people. */
  public record FlowFailed(String reason) implements Event {}

  /** Further 2xx are from now on others' business; heeded once nothing else can come. */
  public record TakenOver() implements Event {}

  /** Begins with an INVITE that has its Via. */
  public static Step<State, Action> start(SipRequest invite, long now, Timers t) {
    State calling = new Calling(invite, t.firstResend(now), t.t1(), now + t.timeout());
    return Step.to(calling, new Action.Send(invite));
  }

  /** The next state, and what is to be done. */
  public static Step<State, Action> on(State state, Event event, long now, Timers t) {
    return switch (state) {
      case Calling s -> calling(s, event, now, t);
      case CancelPending s -> cancelPending(s, event, now, t);
      case Proceeding s -> proceeding(s, event, now, t);
      case Cancelling s -> cancelling(s, event, now, t);
      case Completed s -> completed(s, event, now);
      case Accepted s -> accepted(s, event, now);
      case Terminated s -> Step.to(s);
    };
  }

  /** When {@link TimePassed} is due; {@link Timers#NEVER} if time changes nothing. */
  public static long deadline(State state) {
    return switch (state) {
      case Calling s -> Math.min(s.resendAt, s.giveUpAt);
      case CancelPending s -> deadline(s.calling);
      case Proceeding s -> NEVER;
      case Cancelling s -> s.giveUpAt;
      case Completed s -> s.endAt;
      case Accepted s -> s.endAt;
      case Terminated s -> NEVER;
    };
  }

  private static Step<State, Action> calling(Calling s, Event event, long now, Timers t) {
    return switch (event) {
      case Received e when e.response.status().isProvisional() ->
          Step.to(new Proceeding(s.invite), new Action.Deliver(e.response));
      case Received e -> finished(s.invite, e.response, now, t);
      case CancelAsked e -> Step.to(new CancelPending(s, e.cancel));
      case TimePassed e when now >= s.giveUpAt -> timedOut();
      case TimePassed e when now >= s.resendAt ->
          Step.to(resent(s, now), new Action.Send(s.invite));
      case TimePassed e -> Step.to(s);
      case FlowFailed e -> unreachable(e);
      case TakenOver e -> Step.to(s);
    };
  }

  /** RFC 3261 §17.1.1.2: timer A doubles, without an upper bound. */
  private static Calling resent(Calling s, long now) {
    long interval = 2 * s.interval;
    return new Calling(s.invite, now + interval, interval, s.giveUpAt);
  }

  private static Step<State, Action> cancelPending(
      CancelPending s, Event event, long now, Timers t) {
    Calling c = s.calling;
    return switch (event) {
      // RFC 3261 §9.1: no CANCEL before a provisional response.
      case Received e when e.response.status().isProvisional() ->
          Step.to(new Cancelling(c.invite, now + t.timeout()), new Action.StartCancel(s.cancel));
      case Received e -> finished(c.invite, e.response, now, t);
      case CancelAsked e -> Step.to(s);
      case TimePassed e when now >= c.giveUpAt -> timedOut();
      case TimePassed e when now >= c.resendAt ->
          Step.to(new CancelPending(resent(c, now), s.cancel), new Action.Send(c.invite));
      case TimePassed e -> Step.to(s);
      case FlowFailed e -> unreachable(e);
      case TakenOver e -> Step.to(s);
    };
  }

  private static Step<State, Action> proceeding(Proceeding s, Event event, long now, Timers t) {
    return switch (event) {
      case Received e when e.response.status().isProvisional() ->
          Step.to(s, new Action.Deliver(e.response));
      case Received e -> finished(s.invite, e.response, now, t);
      case CancelAsked e ->
          Step.to(new Cancelling(s.invite, now + t.timeout()), new Action.StartCancel(e.cancel));
      case TimePassed e -> Step.to(s);
      case FlowFailed e -> unreachable(e);
      case TakenOver e -> Step.to(s);
    };
  }

  private static Step<State, Action> cancelling(Cancelling s, Event event, long now, Timers t) {
    return switch (event) {
      case Received e when e.response.status().isProvisional() -> Step.to(s);
      case Received e -> finished(s.invite, e.response, now, t);
      case CancelAsked e -> Step.to(s);
      // RFC 3261 §9.1: a UAS of RFC 2543 may never answer the INVITE after the CANCEL.
      case TimePassed e when now >= s.giveUpAt -> timedOut();
      case TimePassed e -> Step.to(s);
      case FlowFailed e -> unreachable(e);
      case TakenOver e -> Step.to(s);
    };
  }

  private static Step<State, Action> finished(
      SipRequest invite, SipResponse response, long now, Timers t) {
    Status status = response.status();
    Action deliver = new Action.Deliver(response);
    if (status.isSuccess()) {
      // RFC 6026 §7.2: timer M.
      return Step.to(new Accepted(now + t.timeout()), deliver);
    }
    SipRequest ack = HopRequests.ack(invite, response);
    State next = t.reliable() ? new Terminated() : new Completed(ack, now + t.lingerD());
    return Step.to(next, new Action.Send(ack), deliver);
  }

  private static Step<State, Action> completed(Completed s, Event event, long now) {
    return switch (event) {
      case Received e when e.response.status().isFinal() -> Step.to(s, new Action.Send(s.ack));
      case Received e -> Step.to(s);
      case CancelAsked e -> Step.to(s);
      case TimePassed e -> now >= s.endAt ? Step.to(new Terminated()) : Step.to(s);
      // The response has been handed over; that its ACK is lost concerns nobody here.
      case FlowFailed e -> Step.to(new Terminated());
      case TakenOver e -> Step.to(s);
    };
  }

  private static Step<State, Action> accepted(Accepted s, Event event, long now) {
    return switch (event) {
      case Received e when e.response.status().isSuccess() ->
          Step.to(s, new Action.Deliver(e.response));
      case Received e -> Step.to(s);
      case CancelAsked e -> Step.to(s);
      case TimePassed e -> now >= s.endAt ? Step.to(new Terminated()) : Step.to(s);
      case FlowFailed e -> Step.to(s);
      case TakenOver e -> Step.to(new Terminated());
    };
  }

  private static Step<State, Action> timedOut() {
    return Step.to(new Terminated(), new Action.ReportTimeout());
  }

  private static Step<State, Action> unreachable(FlowFailed e) {
    return Step.to(new Terminated(), new Action.ReportUnreachable(e.reason));
  }
}
