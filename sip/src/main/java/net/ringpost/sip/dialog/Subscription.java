// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import java.util.concurrent.TimeUnit;
import net.ringpost.sip.transaction.Step;
import net.ringpost.sip.transaction.Timers;
import org.jspecify.annotations.Nullable;

/**
 * A subscription at the notifier's end (RFC 6665 §4.2). At most one NOTIFY is under way at a time,
 * so that none overtakes another; what changes meanwhile is told by the next.
 */
public final class Subscription {
  private Subscription() {}

  /** A state of the subscription. */
  public sealed interface State {}

  /** The subscriber knows how things are, until {@code endAt}. */
  public record Idle(Dialog dialog, long endAt) implements State {}

  /** A NOTIFY is under way. */
  public record Telling(Dialog dialog, long endAt) implements State {}

  /** A NOTIFY is under way, and there is something newer to tell. */
  public record TellingMore(Dialog dialog, long endAt) implements State {}

  /** A NOTIFY is under way, and the last one, which says why, is to follow. */
  public record Leaving(Dialog dialog, Reason reason) implements State {}

  /** The last NOTIFY is under way. */
  public record LastTold(Dialog dialog) implements State {}

  /** It is over. */
  public record Over() implements State {}

  /** Why it ends (RFC 6665 §4.1.3). */
  public enum Reason {
    /** It has run out, or the subscriber has ended it. */
    TIMEOUT("timeout"),
    /** The subscriber may not be told any more, and is not to subscribe again. */
    REJECTED("rejected");

    private final String token;

    Reason(String token) {
      this.token = token;
    }

    /** As it stands in a Subscription-State header. */
    public String token() {
      return token;
    }
  }

  /** What can happen to the subscription. */
  public sealed interface Event {}

  /**
   * A SUBSCRIBE was accepted, the first or a later one.
   *
   * @param dialog as it is after that request
   * @param seconds for how long; 0 to end it
   */
  public record Subscribed(Dialog dialog, long seconds) implements Event {}

  /** What is subscribed to has changed. */
  public record Changed() implements Event {}

  /** Whoever subscribed may not be told any more. */
  public record Withdrawn() implements Event {}

  /** The NOTIFY was accepted. */
  public record Told() implements Event {}

  /** The NOTIFY was answered with a time after which another may be sent (Retry-After). */
  public record Postponed() implements Event {}

  /** The NOTIFY was refused, not answered, or could not be sent. */
  public record Failed() implements Event {}

  /** The deadline has come. */
  public record TimePassed() implements Event {}

  /** What is to be done. */
  public sealed interface Action {}

  /**
   * Send a NOTIFY that says how things are.
   *
   * @param dialog bears the request's number
   * @param subscriptionState the value of that header
   */
  public record Notify(Dialog dialog, String subscriptionState) implements Action {}

  /** It is over: forget it. */
  public record Forget() implements Action {}

  /** The beginning: a SUBSCRIBE outside of dialogs was accepted. */
  public static Step<State, Action> start(Subscribed first, long now) {
    return first.seconds == 0
        ? last(first.dialog, Reason.TIMEOUT)
        : tell(first.dialog, now + TimeUnit.SECONDS.toNanos(first.seconds), now);
  }

  /** When {@link TimePassed} is due; {@link Timers#NEVER} if not. */
  public static long deadline(State state) {
    return switch (state) {
      case Idle s -> s.endAt;
      case Telling s -> s.endAt;
      case TellingMore s -> s.endAt;
      case Leaving s -> Timers.NEVER;
      case LastTold s -> Timers.NEVER;
      case Over s -> Timers.NEVER;
    };
  }

  /** The dialog of a subscription that can be refreshed; null if it has ended, or is about to. */
  public static @Nullable Dialog refreshable(State state) {
    return switch (state) {
      case Idle s -> s.dialog;
      case Telling s -> s.dialog;
      case TellingMore s -> s.dialog;
      case Leaving s -> null;
      case LastTold s -> null;
      case Over s -> null;
    };
  }

  /** The next state, and what is to be done. */
  public static Step<State, Action> on(State state, Event event, long now) {
    return switch (state) {
      case Idle s -> idle(s, event, now);
      case Telling s -> telling(s, event, now);
      case TellingMore s -> tellingMore(s, event, now);
      case Leaving s ->
          switch (event) {
            case Told e -> last(s.dialog, s.reason);
            case Postponed e -> last(s.dialog, s.reason);
            case Withdrawn e -> Step.to(new Leaving(s.dialog, Reason.REJECTED));
            case Failed e -> over();
            default -> Step.to(s);
          };
      case LastTold s ->
          event instanceof Told || event instanceof Postponed || event instanceof Failed
              ? over()
              : Step.to(s);
      case Over s -> Step.to(s);
    };
  }

  private static Step<State, Action> idle(Idle s, Event event, long now) {
    return switch (event) {
      // RFC 6665 §4.2.1.2: at once after each SUBSCRIBE, whether something has changed or not.
      case Subscribed e -> start(e, now);
      case Changed e -> tell(s.dialog, s.endAt, now);
      case Withdrawn e -> last(s.dialog, Reason.REJECTED);
      case TimePassed e when now >= s.endAt -> last(s.dialog, Reason.TIMEOUT);
      default -> Step.to(s);
    };
  }

  private static Step<State, Action> telling(Telling s, Event event, long now) {
    return switch (event) {
      case Subscribed e -> refreshed(e, now);
      case Changed e -> Step.to(new TellingMore(s.dialog, s.endAt));
      case Told e -> Step.to(new Idle(s.dialog, s.endAt));
      case Postponed e -> Step.to(new Idle(s.dialog, s.endAt));
      case Failed e -> over();
      case Withdrawn e -> Step.to(new Leaving(s.dialog, Reason.REJECTED));
      case TimePassed e when now >= s.endAt -> Step.to(new Leaving(s.dialog, Reason.TIMEOUT));
      case TimePassed e -> Step.to(s);
    };
  }

  private static Step<State, Action> tellingMore(TellingMore s, Event event, long now) {
    return switch (event) {
      case Subscribed e -> refreshed(e, now);
      case Changed e -> Step.to(s);
      case Told e -> tell(s.dialog, s.endAt, now);
      // The next change, or the next refresh, tells it.
      case Postponed e -> Step.to(new Idle(s.dialog, s.endAt));
      case Failed e -> over();
      case Withdrawn e -> Step.to(new Leaving(s.dialog, Reason.REJECTED));
      case TimePassed e when now >= s.endAt -> Step.to(new Leaving(s.dialog, Reason.TIMEOUT));
      case TimePassed e -> Step.to(s);
    };
  }

  private static Step<State, Action> refreshed(Subscribed e, long now) {
    return Step.to(
        e.seconds == 0
            ? new Leaving(e.dialog, Reason.TIMEOUT)
            : new TellingMore(e.dialog, now + TimeUnit.SECONDS.toNanos(e.seconds)));
  }

  private static Step<State, Action> tell(Dialog dialog, long endAt, long now) {
    long left = TimeUnit.NANOSECONDS.toSeconds(endAt - now);
    if (left <= 0) {
      return last(dialog, Reason.TIMEOUT);
    }
    Dialog next = dialog.advanced();
    return Step.to(new Telling(next, endAt), new Notify(next, "active;expires=" + left));
  }

  /** RFC 6665 §4.2.2: the reason is the same for who let it run out and for who ended it. */
  private static Step<State, Action> last(Dialog dialog, Reason reason) {
    Dialog next = dialog.advanced();
    return Step.to(new LastTold(next), new Notify(next, "terminated;reason=" + reason.token));
  }

  /** RFC 6665 §4.2.2: a NOTIFY that failed ends the subscription. */
  private static Step<State, Action> over() {
    return Step.to(new Over(), new Forget());
  }
}
