// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.overload;

import java.util.concurrent.TimeUnit;

/**
 * Whether the signalling thread keeps up, as a pure machine. It is told each time that the thread
 * found nothing more to read, and each time that there was more: a queue that is never empty for a
 * whole second is no burst, and grows without end (the thought of RFC 8289 §4: what counts is the
 * least delay within an interval, not the greatest). From then on a share of what is new is
 * refused; the share follows the load in steps, up while the queue does not become empty and down
 * while it does (local control, RFC 6357 §4 and §5.3).
 *
 * <p>All times are nanoseconds on the scale of {@link System#nanoTime()}.
 */
public final class Overload {
  /** A thousand calls in one instant, or a pause of the collector, are done with by then. */
  static final long ONSET = TimeUnit.SECONDS.toNanos(1);

  /** The same while Java still compiles what it runs, and gets faster by the second. */
  static final long ONSET_YOUNG = TimeUnit.SECONDS.toNanos(5);

  /** Nothing heard for so long: the thread was idle, or asleep with the whole machine. */
  static final long SILENCE = TimeUnit.MILLISECONDS.toNanos(500);

  /** How often the share changes. */
  static final long STEP = TimeUnit.MILLISECONDS.toNanos(100);

  /** Nothing had to be refused for so long: it is over. */
  static final long CALM = TimeUnit.SECONDS.toNanos(10);

  /** So much is taken on at the least: the load may be gone, and is seen only by trying. */
  static final double LEAST = 0.01;

  /** One step without having caught up may be a pause of the collector, so many are a trend. */
  private static final int TREND = 2;

  private static final double LESS = 0.95;
  private static final double LESS_BY_TREND = 0.9;

  // What is taken on now is work for some seconds to come. So where it lately became too much the
  // share grows slowly: by far the most of the time it is then just below that.
  private static final double NEAR = 0.85;

  /** By a single long pause it may fall behind at any share: that is no reason to stay there. */
  private static final double FORGOTTEN = 0.93;

  private static final double MORE_IF_NEAR = 1.01;
  private static final double MORE_AT_EASE = 1.04;
  private static final double MORE = 1.08;

  /** A small share grows as if it were greater by this. */
  private static final double GREATER = 0.125;

  private static final long NEVER = Long.MAX_VALUE;

  private Overload() {}

  /** What was seen. */
  public enum Event {
    /** Everything that had come was read. */
    CAUGHT_UP,
    /** There was more than was read. */
    BEHIND
  }

  /** How it stands. */
  public sealed interface State {
    /** The share of new work to take on, above 0; 1 for all. */
    default double admitted() {
      return 1;
    }
  }

  /** Nothing waits for long. */
  public record KeepingUp() implements State {}

  /** Something has waited all the time since. */
  public record Behind(long since, long last) implements State {}

  /**
   * More comes than can be done.
   *
   * @param stepEnd when the share is next reconsidered
   * @param caughtUp whether everything was read at some time in this step
   * @param behind whether there was more than was read at some time in this step
   * @param late for how many steps on end it has not caught up
   * @param tooMuch the share at which it lately fell behind; 1 if it never did
   * @param full since when nothing has had to be refused; {@link Long#MAX_VALUE} if not now
   */
  public record Shedding(
      double admitted,
      long stepEnd,
      boolean caughtUp,
      boolean behind,
      int late,
      double tooMuch,
      long full)
      implements State {
    private Shedding seen(Event event) {
      boolean up = caughtUp || event == Event.CAUGHT_UP;
      boolean down = behind || event == Event.BEHIND;
      return up == caughtUp && down == behind
          ? this
          : new Shedding(admitted, stepEnd, up, down, late, tooMuch, full);
    }

    private Shedding next(long now) {
      return caughtUp ? more(now) : less(now);
    }

    private Shedding less(long now) {
      int steps = late + 1;
      double by = steps < TREND ? LESS : LESS_BY_TREND;
      double known = steps == TREND ? Math.max(admitted / LESS, tooMuch * FORGOTTEN) : tooMuch;
      double less = Math.max(LEAST, admitted * by);
      return new Shedding(less, now + STEP, false, false, steps, known, NEVER);
    }

    private Shedding more(long now) {
      boolean near = admitted > NEAR * tooMuch;
      double by = !near ? MORE : behind ? MORE_IF_NEAR : MORE_AT_EASE;
      double more = Math.min(1, admitted + (by - 1) * (admitted + GREATER));
      long since = more < 1 ? NEVER : full == NEVER ? now : full;
      return new Shedding(more, now + STEP, false, false, 0, tooMuch, since);
    }
  }

  /** The first state. */
  public static final State START = new KeepingUp();

  /** The state when nothing was seen meanwhile. */
  public static State at(State state, long now) {
    return switch (state) {
      case Behind b when now - b.last > SILENCE -> START;
      case Shedding s when now - s.stepEnd > SILENCE -> START;
      case Shedding s when s.full != NEVER && now - s.full > CALM -> START;
      default -> state;
    };
  }

  /**
   * The next state.
   *
   * @param onset how long it may be behind before anything is refused
   */
  public static State on(State before, Event event, long onset, long now) {
    State state = at(before, now);
    return switch (state) {
      case KeepingUp k -> event == Event.BEHIND ? new Behind(now, now) : k;
      case Behind b -> behind(b, event, onset, now);
      case Shedding s -> now < s.stepEnd ? s.seen(event) : s.seen(event).next(now);
    };
  }

  private static State behind(Behind b, Event event, long onset, long now) {
    if (event == Event.CAUGHT_UP) {
      return START;
    }
    return now - b.since < onset
        ? new Behind(b.since, now)
        : new Shedding(LESS, now + STEP, false, false, 1, 1, NEVER);
  }
}
