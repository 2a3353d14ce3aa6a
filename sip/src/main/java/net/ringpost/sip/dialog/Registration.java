// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import static net.ringpost.sip.transaction.Timers.NEVER;

import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.transaction.Step;

/**
 * Keeps one registration up (RFC 3261 §10.2, RFC 5626 §4.5). Chance is an argument, from 0 up to
 * but not including 1.
 */
public final class Registration {
  private Registration() {}

  /** A state of the registration. */
  public sealed interface State {}

  /** Not wanted. */
  public record Off() implements State {}

  /** A REGISTER for so many seconds is under way; there have been so many failures in a row. */
  public record Registering(long expires, int failures) implements State {}

  /** Registered. */
  public record Registered(long expires, long refreshAt) implements State {}

  /** The server was not reached or could not serve; to be tried again. */
  public record Waiting(long expires, int failures, long retryAt) implements State {}

  /** The server refused the credentials; trying again with the same would not help. */
  public record Refused() implements State {}

  /**
   * A REGISTER is under way, and another one is to follow: the own address has changed meanwhile.
   */
  public record Superseded(long expires, int failures) implements State {}

  /** Not wanted any more, but a REGISTER is under way, whose answer the removal waits for. */
  public record Stopping(long expires, int failures) implements State {}

  /** The removal of the binding is under way. */
  public record Leaving() implements State {}

  /** Wanted again, but the removal is under way, whose answer the next REGISTER waits for. */
  public record Returning() implements State {}

  /** Not wanted, but the server did not confirm the removal: it may still know of us. */
  public record NotLeft() implements State {}

  /** What can happen to the registration. */
  public sealed interface Event {}

  /** Be registered; also anew after a refusal, perhaps with other credentials. */
  public record Start() implements Event {}

  /** Do not be registered any longer. */
  public record Stop() implements Event {}

  /** The own address is another one now, or the flow to the server was replaced. */
  public record AddressChanged() implements Event {}

  /** The flow to the server broke; the reason is for people. */
  public record FlowLost(String reason) implements Event {}

  /** Registered for so many seconds. */
  public record Granted(SipResponse response, long seconds) implements Event {}

  /** 423: it must be for at least so many seconds. */
  public record TooBrief(long seconds) implements Event {}

  /** The credentials were refused for good. */
  public record Denied(RequestOutcome outcome) implements Event {}

  /**
   * Not reached, or not served for now.
   *
   * @param retryAfter what the server asks to wait at least, in nanoseconds; 0 if it does not
   */
  public record Failed(RequestOutcome outcome, long retryAfter) implements Event {}

  /** The deadline has come. */
  public record TimePassed() implements Event {}

  /** What is to be done. */
  public sealed interface Action {}

  /** Send a REGISTER for so many seconds, 0 to remove. */
  public record Send(long expires) implements Action {}

  /** Tell the user that we are registered, each time anew. */
  public record TellRegistered(SipResponse response, long seconds) implements Action {}

  /** Tell the user that we are not registered and will try again in so many nanoseconds. */
  public record TellOffline(String reason, long retryIn) implements Action {}

  /** Tell the user that the server refused. */
  public record TellRefused(RequestOutcome outcome) implements Action {}

  /** Tell the user that we are not registered any more, as wanted. */
  public record TellLeft() implements Action {}

  /** Tell the user that there is nothing to remove: the server was not asked. */
  public record TellNotRegistered() implements Action {}

  /** Tell the user that the removal was not confirmed; the reason is for people. */
  public record TellNotLeft(String reason) implements Action {}

  /** When {@link TimePassed} is due; {@link net.ringpost.sip.transaction.Timers#NEVER} if not. */
  public static long deadline(State state) {
    return switch (state) {
      case Registered s -> s.refreshAt;
      case Waiting s -> s.retryAt;
      case Off s -> NEVER;
      case Registering s -> NEVER;
      case Superseded s -> NEVER;
      case Stopping s -> NEVER;
      case Refused s -> NEVER;
      case Leaving s -> NEVER;
      case Returning s -> NEVER;
      case NotLeft s -> NEVER;
    };
  }

  /** The next state, and what is to be done. */
  public static Step<State, Action> on(
      State state, Event event, long now, RegistrationSettings settings, double random) {
    return switch (state) {
      case Off s -> idle(s, event, settings);
      case Refused s -> idle(s, event, settings);
      case Registering s -> registering(s, event, now, settings, random);
      case Registered s -> registered(s, event, now, settings, random);
      case Waiting s -> waiting(s, event, now);
      case Superseded s -> superseded(s, event, now, settings, random);
      case Stopping s -> stopping(s, event);
      case Leaving s -> leaving(s, event);
      case Returning s -> returning(s, event, settings);
      case NotLeft s -> notLeft(s, event, settings);
    };
  }

  private static Step<State, Action> idle(State s, Event event, RegistrationSettings settings) {
    return switch (event) {
      case Start e -> send(settings.expires(), 0);
      case Stop e -> Step.to(new Off(), new TellNotRegistered());
      default -> Step.to(s);
    };
  }

  private static Step<State, Action> send(long expires, int failures) {
    return Step.to(new Registering(expires, failures), new Send(expires));
  }

  private static Step<State, Action> registering(
      Registering s, Event event, long now, RegistrationSettings settings, double random) {
    return switch (event) {
      case Granted e -> {
        long refreshAt = now + RegistrationSettings.untilRefresh(e.seconds, random);
        yield Step.to(
            new Registered(s.expires, refreshAt), new TellRegistered(e.response, e.seconds));
      }
      // §10.2.8; a server that asks for what it was just offered would do so for ever.
      case TooBrief e when e.seconds > s.expires -> send(e.seconds, s.failures);
      case TooBrief e -> failed(s, "423 Interval Too Brief", 0, now, settings, random);
      case Denied e -> Step.to(new Refused(), new TellRefused(e.outcome));
      case Failed e -> failed(s, e.outcome.text(), e.retryAfter, now, settings, random);
      case FlowLost e -> failed(s, e.reason, 0, now, settings, random);
      // §10.2: no new registration before the one under way is answered or has timed out.
      case AddressChanged e -> Step.to(new Superseded(s.expires, s.failures));
      case Stop e -> Step.to(new Stopping(s.expires, s.failures));
      case Start e -> Step.to(s);
      case TimePassed e -> Step.to(s);
    };
  }

  private static Step<State, Action> superseded(
      Superseded s, Event event, long now, RegistrationSettings settings, double random) {
    return switch (event) {
      // What was registered is where we are no longer: not worth telling.
      case Granted e -> send(s.expires, 0);
      case TooBrief e -> send(Math.max(s.expires, e.seconds), s.failures);
      case Denied e -> Step.to(new Refused(), new TellRefused(e.outcome));
      // A server that says no now says no to the new address as well.
      case Failed e when e.outcome instanceof RequestOutcome.Answered ->
          failed(
              new Registering(s.expires, s.failures),
              e.outcome.text(),
              e.retryAfter,
              now,
              settings,
              random);
      case Failed e -> send(s.expires, s.failures);
      case Stop e -> Step.to(new Stopping(s.expires, s.failures));
      default -> Step.to(s);
    };
  }

  private static Step<State, Action> stopping(Stopping s, Event event) {
    return switch (event) {
      case Granted e -> leave();
      case TooBrief e -> leave();
      // An earlier registration may be on record.
      case Failed e -> leave();
      case Denied e -> stays(e.outcome.text());
      case Start e -> Step.to(new Superseded(s.expires, s.failures));
      default -> Step.to(s);
    };
  }

  private static Step<State, Action> failed(
      Registering s,
      String reason,
      long atLeast,
      long now,
      RegistrationSettings settings,
      double random) {
    int failures = s.failures + 1;
    long wait = Math.max(atLeast, settings.backOff(failures, random));
    return Step.to(new Waiting(s.expires, failures, now + wait), new TellOffline(reason, wait));
  }

  private static Step<State, Action> registered(
      Registered s, Event event, long now, RegistrationSettings settings, double random) {
    return switch (event) {
      case TimePassed e when now >= s.refreshAt -> send(s.expires, 0);
      case AddressChanged e -> send(s.expires, 0);
      // Who asks wants to hear what the server says now.
      case Start e -> send(s.expires, 0);
      case FlowLost e -> failed(new Registering(s.expires, 0), e.reason, 0, now, settings, random);
      case Stop e -> leave();
      default -> Step.to(s);
    };
  }

  private static Step<State, Action> waiting(Waiting s, Event event, long now) {
    return switch (event) {
      case TimePassed e when now >= s.retryAt -> send(s.expires, s.failures);
      // Another network: the reasons for the failures may be gone.
      case AddressChanged e -> send(s.expires, 0);
      case Start e -> send(s.expires, s.failures);
      // An earlier registration, or one whose answer was lost, may still be on record.
      case Stop e -> leave();
      default -> Step.to(s);
    };
  }

  private static Step<State, Action> leave() {
    return Step.to(new Leaving(), new Send(0));
  }

  private static Step<State, Action> leaving(Leaving s, Event event) {
    return switch (event) {
      case Granted e when e.seconds == 0 -> Step.to(new Off(), new TellLeft());
      case Granted e -> stays("the server keeps the registration for " + e.seconds + " s");
      case TooBrief e -> stays("423 Interval Too Brief");
      case Denied e -> stays(e.outcome.text());
      case Failed e -> stays(e.outcome.text());
      case FlowLost e -> stays(e.reason);
      case Start e -> Step.to(new Returning());
      default -> Step.to(s);
    };
  }

  private static Step<State, Action> returning(
      Returning s, Event event, RegistrationSettings settings) {
    return switch (event) {
      case Granted e -> send(settings.expires(), 0);
      case TooBrief e -> send(settings.expires(), 0);
      case Denied e -> send(settings.expires(), 0);
      case Failed e -> send(settings.expires(), 0);
      case Stop e -> Step.to(new Leaving());
      default -> Step.to(s);
    };
  }

  private static Step<State, Action> stays(String reason) {
    return Step.to(new NotLeft(), new TellNotLeft(reason));
  }

  private static Step<State, Action> notLeft(
      NotLeft s, Event event, RegistrationSettings settings) {
    return switch (event) {
      case Start e -> send(settings.expires(), 0);
      case Stop e -> leave();
      default -> Step.to(s);
    };
  }
}
