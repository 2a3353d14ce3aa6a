// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.proxy;

import static net.ringpost.sip.transaction.Timers.NEVER;

import java.util.ArrayList;
import java.util.List;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.transaction.Step;

/**
 * The response context of a proxied request (RFC 3261 §16.7 to §16.10): what the caller is told of
 * the responses that the branches give, and which branches are cancelled.
 */
public final class ResponseContext {
  /**
   * How long the answer to a CANCEL is waited for when a branch took too long, in nanoseconds. A
   * terminal that is gone gives none, and its caller has waited enough.
   */
  static final long LAST_WORD = 1_000_000_000L;

  private ResponseContext() {}

  /** One of the ways on which the request was sent, by its number. */
  public record Branch(int number, BranchState state) {}

  /** A branch's state. */
  public sealed interface BranchState {}

  /** Awaiting the final response. */
  public record Pending(long timerC) implements BranchState {}

  /** Cancelled; the final response is still awaited. */
  public record Cancelled() implements BranchState {}

  /**
   * Cancelled because it took too long; it counts as timed out, unless it accepts yet.
   *
   * @param endAt until when its last word is waited for
   */
  public record Expired(long endAt) implements BranchState {}

  /** Ended, but for further 2xx. */
  public record Ended(BranchEnd end) implements BranchState {}

  /** A state of the context. */
  public sealed interface State {
    /** The branches in the order in which they were added. */
    List<Branch> branches();
  }

  /** Nothing final has been sent to the caller. */
  public record Open(List<Branch> branches) implements State {}

  /** A branch answered 6xx: the others are cancelled, and that response is the best already. */
  public record Declined(List<Branch> branches) implements State {}

  /** The caller gave up. */
  public record Withdrawn(List<Branch> branches) implements State {}

  /** A 2xx has been forwarded. */
  public record Accepted(List<Branch> branches) implements State {}

  /** The best refusal has been forwarded. */
  public record Concluded() implements State {
    @Override
    public List<Branch> branches() {
      return List.of();
    }
  }

  /** What can happen to the context. */
  public sealed interface Event {}

  /** A branch gave a response. */
  public record Received(int branch, SipResponse response) implements Event {}

  /** A branch gave no final response in time. */
  public record TimedOut(int branch) implements Event {}

  /** A branch could not be sent, or its flow broke. */
  public record Unreachable(int branch) implements Event {}

  /** The caller gave up. */
  public record CallerCancelled() implements Event {}

  /** Nobody is waited for any longer: all that ring are cancelled. */
  public record NoAnswer() implements Event {}

  /** The deadline has come. */
  public record TimePassed() implements Event {}

  /** Why a branch is cancelled. */
  public enum Why {
    /** Another branch accepted. */
    ANSWERED_ELSEWHERE,
    /** Another branch refused for all. */
    DECLINED_ELSEWHERE,
    /** The caller gave up. */
    CALLER_GAVE_UP,
    /** Timer C. */
    TOOK_TOO_LONG
  }

  /** What is to be done. */
  public sealed interface Action {}

  /** Send this response to the caller, without our Via. */
  public record Forward(SipResponse response) implements Action {}

  /** Send the caller the one final response. */
  public record Conclude(FinalResponse conclusion) implements Action {}

  /** Cancel a branch; nothing to be done if the request is not an INVITE. */
  public record Cancel(int branch, Why why) implements Action {}

  /**
   * Begins with the request sent on branches 0 to {@code count} − 1.
   *
   * @param c timer C in nanoseconds; {@link net.ringpost.sip.transaction.Timers#NEVER} for requests
   *     other than INVITE
   */
  public static State start(int count, long now, long c) {
    List<Branch> branches = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      branches.add(new Branch(i, new Pending(after(now, c))));
    }
    return new Open(List.copyOf(branches));
  }

  static long after(long now, long c) {
    return c == NEVER ? NEVER : now + c;
  }

  /** When {@link TimePassed} is due; never if no branch is timed. */
  public static long deadline(State state) {
    long least = NEVER;
    if (!(state instanceof Open)) {
      return least;
    }
    List<Branch> branches = state.branches();
    for (int i = 0; i < branches.size(); i++) {
      Branch b = branches.get(i);
      if (b.state instanceof Pending p) {
        least = Math.min(least, p.timerC);
      } else if (b.state instanceof Expired e) {
        least = Math.min(least, e.endAt);
      }
    }
    return least;
  }

  /** Whether it was accepted, and all that can still come are further 2xx. */
  static boolean onlyLateAnswers(State state) {
    return state instanceof Accepted && Branches.allEnded(state.branches());
  }

  /** The next state, and what is to be done; {@code c} as at the start. */
  public static Step<State, Action> on(State state, Event event, long now, long c) {
    return switch (event) {
      case Received e when e.response.status().isProvisional() -> provisional(state, e, now, c);
      case Received e when e.response.status().isSuccess() -> success(state, e);
      case Received e -> ended(state, e.branch, new BranchEnd.Answered(e.response));
      case TimedOut e -> ended(state, e.branch, new BranchEnd.TimedOut());
      case Unreachable e -> ended(state, e.branch, new BranchEnd.Unreachable());
      case CallerCancelled e -> withdrawn(state);
      case NoAnswer e -> expired(state, now, true);
      case TimePassed e -> expired(state, now, false);
    };
  }

  private static Step<State, Action> provisional(State state, Received e, long now, long c) {
    // §16.7 step 5: 100 goes one hop only. Step 2: the others restart timer C.
    if (e.response.status() == Status.TRYING || !(state instanceof Open)) {
      return Step.to(state);
    }
    List<Branch> next = new ArrayList<>(state.branches());
    for (int i = 0; i < next.size(); i++) {
      Branch b = next.get(i);
      if (b.number == e.branch && b.state instanceof Pending) {
        next.set(i, new Branch(b.number, new Pending(after(now, c))));
      }
    }
    return Step.to(new Open(List.copyOf(next)), new Forward(e.response));
  }

  private static Step<State, Action> success(State state, Received e) {
    if (state instanceof Concluded) {
      return Step.to(state);
    }
    // Step 5: every 2xx to an INVITE goes through, also later ones; the server transaction of
    // another request keeps all but the first back.
    List<Branch> ended =
        Branches.with(state.branches(), e.branch, new Ended(new BranchEnd.Accepted()));
    List<Action> actions = new ArrayList<>();
    actions.add(new Forward(e.response));
    return new Step<>(
        new Accepted(Branches.cancelled(ended, Why.ANSWERED_ELSEWHERE, actions)), actions);
  }

  private static Step<State, Action> ended(State state, int branch, BranchEnd end) {
    List<Branch> ended = Branches.ended(state.branches(), branch, end);
    return switch (state) {
      case Open s when end.code() >= 600 -> {
        // Step 5: the others are cancelled, but the 6xx waits for them: one may accept yet.
        List<Action> actions = new ArrayList<>();
        List<Branch> rest = Branches.cancelled(ended, Why.DECLINED_ELSEWHERE, actions);
        Step<State, Action> step = conclude(new Declined(rest));
        actions.addAll(step.actions());
        yield new Step<>(step.next(), actions);
      }
      case Open s -> conclude(new Open(ended));
      case Declined s -> conclude(new Declined(ended));
      case Withdrawn s -> conclude(new Withdrawn(ended));
      case Accepted s -> Step.to(new Accepted(ended));
      case Concluded s -> Step.to(s);
    };
  }

  /** Step<State, Action> 6, once all branches have ended. */
  private static Step<State, Action> conclude(State state) {
    if (!Branches.allEnded(state.branches())) {
      return Step.to(state);
    }
    FinalResponse best =
        state instanceof Withdrawn
            ? new FinalResponse.Local(Status.REQUEST_TERMINATED)
            : BestResponse.of(Branches.ends(state.branches()));
    return Step.to(new Concluded(), new Conclude(best));
  }

  /** §16.10. */
  private static Step<State, Action> withdrawn(State state) {
    if (!(state instanceof Open)) {
      return Step.to(state);
    }
    List<Action> actions = new ArrayList<>();
    List<Branch> rest = Branches.cancelled(state.branches(), Why.CALLER_GAVE_UP, actions);
    return new Step<>(new Withdrawn(rest), actions);
  }

  /** §16.8: a branch whose timer C fires is cancelled, and counts as 408. */
  private static Step<State, Action> expired(State state, long now, boolean all) {
    if (!(state instanceof Open)) {
      return Step.to(state);
    }
    List<Action> actions = new ArrayList<>();
    List<Branch> next = new ArrayList<>(state.branches());
    for (int i = 0; i < next.size(); i++) {
      Branch b = next.get(i);
      if (b.state instanceof Pending p && (all || now >= p.timerC)) {
        next.set(i, new Branch(b.number, new Expired(now + LAST_WORD)));
        actions.add(new Cancel(b.number, Why.TOOK_TOO_LONG));
      } else if (b.state instanceof Expired e && now >= e.endAt) {
        next.set(i, new Branch(b.number, new Ended(new BranchEnd.TimedOut())));
      }
    }
    Step<State, Action> step = conclude(new Open(List.copyOf(next)));
    actions.addAll(step.actions());
    return new Step<>(step.next(), actions);
  }
}
