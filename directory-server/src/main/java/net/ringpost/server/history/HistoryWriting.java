// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.history;

import java.util.concurrent.TimeUnit;
import net.ringpost.sip.transaction.Step;
import net.ringpost.sip.transaction.Timers;

/** When the call history is written. Times are on the scale of {@link System#nanoTime()}. */
final class HistoryWriting {
  /** From a change to when it is written, if it is decided; in nanoseconds. */
  static final long TICK = TimeUnit.MILLISECONDS.toNanos(250);

  /** From a failure to the next attempt, in nanoseconds. */
  static final long RETRY = TimeUnit.SECONDS.toNanos(1);

  private HistoryWriting() {}

  /** What there is that is not being written. */
  enum Unwritten {
    NOTHING,

    /** Only calls that are not decided and have just begun. */
    BEGUN,

    /** Rows that can be written now. */
    ROWS
  }

  /** A state of the writing. */
  sealed interface State {}

  /**
   * Nothing is being written.
   *
   * @param tickAt when it is looked at what there is; {@link Timers#NEVER} if there is nothing
   */
  record Resting(long tickAt) implements State {}

  /**
   * Rows are being written.
   *
   * @param tickAt as of {@link Resting}
   */
  record Writing(long tickAt) implements State {}

  /**
   * Rows could not be written.
   *
   * @param tickAt when they are tried again
   */
  record Failing(long tickAt) implements State {}

  /**
   * As {@link Writing}, after a failure.
   *
   * @param tickAt as of {@link Resting}
   */
  record Retrying(long tickAt) implements State {}

  /** The last rows are being written. */
  record ClosingWriting() implements State {}

  /**
   * The last rows could not be written.
   *
   * @param tickAt when they are tried again
   */
  record ClosingFailing(long tickAt) implements State {}

  /** As {@link ClosingWriting}, after a failure. */
  record ClosingRetrying() implements State {}

  /** Nothing is written any more. */
  record Closed() implements State {}

  /** What can happen. */
  sealed interface Event {}

  /** There is more that is not written. */
  record Added() implements Event {}

  /** The deadline has come. */
  record TimePassed() implements Event {}

  /** What was to be written is in the database. */
  record Written() implements Event {}

  /**
   * What was to be written is not in the database, and is unwritten again.
   *
   * @param why for the operator
   */
  record NotWritten(String why) implements Event {}

  /** What there is now is the last. */
  record Close() implements Event {}

  /** Nobody waits for the last rows any more. */
  record GiveUp() implements Event {}

  /** What is to be done. */
  sealed interface Action {}

  /** Write all rows that there are. */
  record Write() implements Action {}

  /** Tell the operator why the history cannot be written. */
  record Warn(String why) implements Action {}

  /** Tell who waits that all is written. */
  record Confirm() implements Action {}

  /** The beginning. */
  static State start() {
    return new Resting(Timers.NEVER);
  }

  /** When {@link TimePassed} is due; {@link Timers#NEVER} if time changes nothing. */
  static long deadline(State state) {
    return switch (state) {
      case Resting s -> s.tickAt;
      case Writing s -> s.tickAt;
      case Failing s -> s.tickAt;
      case Retrying s -> s.tickAt;
      case ClosingFailing s -> s.tickAt;
      case ClosingWriting s -> Timers.NEVER;
      case ClosingRetrying s -> Timers.NEVER;
      case Closed s -> Timers.NEVER;
    };
  }

  /**
   * The next state, and what is to be done.
   *
   * @param unwritten what there is when it happens
   */
  static Step<State, Action> on(State state, Event event, long now, Unwritten unwritten) {
    if (event instanceof TimePassed && now < deadline(state)) {
      return Step.to(state);
    }
    if (event instanceof GiveUp) {
      return Step.to(new Closed());
    }
    return switch (state) {
      case Resting s -> resting(s, event, now, unwritten);
      case Writing s ->
          switch (event) {
            case Added e -> Step.to(new Writing(soon(s.tickAt, now)));
            case TimePassed e -> Step.to(new Writing(next(unwritten, now)));
            case Close e -> Step.to(new ClosingWriting());
            case NotWritten e -> Step.to(new Failing(now + RETRY), new Warn(e.why));
            default -> written(s, s.tickAt, event, now, unwritten);
          };
      case Retrying s ->
          switch (event) {
            case Added e -> Step.to(new Retrying(soon(s.tickAt, now)));
            case TimePassed e -> Step.to(new Retrying(next(unwritten, now)));
            case Close e -> Step.to(new ClosingRetrying());
            case NotWritten e -> Step.to(new Failing(now + RETRY));
            default -> written(s, s.tickAt, event, now, unwritten);
          };
      case Failing s ->
          switch (event) {
            case TimePassed e -> Step.to(new Retrying(next(unwritten, now)), new Write());
            case Close e -> Step.to(new ClosingFailing(s.tickAt));
            default -> Step.to(s);
          };
      case ClosingWriting s ->
          event instanceof NotWritten e
              ? Step.to(new ClosingFailing(now + RETRY), new Warn(e.why))
              : lastWritten(s, event, unwritten);
      case ClosingRetrying s ->
          event instanceof NotWritten
              ? Step.to(new ClosingFailing(now + RETRY))
              : lastWritten(s, event, unwritten);
      case ClosingFailing s ->
          event instanceof TimePassed ? Step.to(new ClosingRetrying(), new Write()) : Step.to(s);
      case Closed s -> event instanceof Close ? Step.to(s, new Confirm()) : Step.to(s);
    };
  }

  private static Step<State, Action> resting(
      Resting s, Event event, long now, Unwritten unwritten) {
    return switch (event) {
      case Added e -> Step.to(new Resting(soon(s.tickAt, now)));
      case TimePassed e ->
          unwritten == Unwritten.ROWS
              ? Step.to(new Writing(next(unwritten, now)), new Write())
              : Step.to(new Resting(next(unwritten, now)));
      case Close e -> last(unwritten);
      default -> Step.to(s);
    };
  }

  private static Step<State, Action> written(
      State s, long tickAt, Event event, long now, Unwritten unwritten) {
    return event instanceof Written
        ? Step.to(new Resting(unwritten == Unwritten.NOTHING ? tickAt : soon(tickAt, now)))
        : Step.to(s);
  }

  private static Step<State, Action> lastWritten(State s, Event event, Unwritten unwritten) {
    return event instanceof Written ? last(unwritten) : Step.to(s);
  }

  private static Step<State, Action> last(Unwritten unwritten) {
    return unwritten == Unwritten.ROWS
        ? Step.to(new ClosingWriting(), new Write())
        : Step.to(new Closed(), new Confirm());
  }

  /** A tick that is planned stays so: who adds the last must not put off the first. */
  private static long soon(long tickAt, long now) {
    return tickAt == Timers.NEVER ? now + TICK : tickAt;
  }

  private static long next(Unwritten unwritten, long now) {
    return unwritten == Unwritten.NOTHING ? Timers.NEVER : now + TICK;
  }
}
