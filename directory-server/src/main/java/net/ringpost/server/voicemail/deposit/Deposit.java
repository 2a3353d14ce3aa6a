// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail.deposit;

import java.util.List;
import net.ringpost.sip.transaction.Step;
import net.ringpost.sip.transaction.Timers;

/** What is done, and when, for a caller who leaves a message. */
final class Deposit {
  private Deposit() {}

  /** A state of the call. */
  sealed interface State {}

  /** The call was answered; whether anybody is where it came from is not known yet. */
  record Unproved() implements State {}

  /** The media are being set up, and a place for the message is being made. */
  record Connecting() implements State {}

  /** As {@link Connecting}; the place is there. */
  record ConnectingStored() implements State {}

  /** As {@link Connecting}; there is no place, of which the caller cannot hear yet. */
  record ConnectingFull() implements State {}

  /** The greeting is played; there is no place for the message yet. */
  record Greeting() implements State {}

  /** The greeting is played. */
  record GreetingStored() implements State {}

  /** Nothing is played, as there is no place for the message yet. */
  record Waiting() implements State {}

  /** The tone is played. */
  record Tone() implements State {}

  /**
   * The caller speaks.
   *
   * @param endAt when it has been long enough
   */
  record Recording(long endAt) implements State {}

  /** Some last words are played. */
  record Farewell() implements State {}

  /** Nothing is to be done any more. */
  record Over() implements State {}

  /** What can happen. */
  sealed interface Event {}

  /** The caller has our answer, and so is where the call came from. */
  record Proved() implements Event {}

  /** The caller can be heard, and hears. */
  record Ready() implements Event {}

  /** There is a place for the message. */
  record Stored() implements Event {}

  /** There is no place for the message, or no more. */
  record Full() implements Event {}

  /** What was to be played is over. */
  record Played() implements Event {}

  /** The caller pressed a key. */
  record Key(char digit) implements Event {}

  /** The caller has hung up, vanished, or cannot be heard. */
  record Gone() implements Event {}

  /** The deadline has come. */
  record TimePassed() implements Event {}

  /** What is to be done. */
  sealed interface Action {}

  /** Play the greeting. */
  record Greet() implements Action {}

  /** Play the tone. */
  record Beep() implements Action {}

  /** Play this prompt. */
  record Say(String prompt) implements Action {}

  /** Make a place for the message. */
  record Store() implements Action {}

  /** Begin to record. */
  record StartRecording() implements Action {}

  /** End the recording and deliver the message, if it is one. */
  record Keep() implements Action {}

  /** Throw away what was recorded, or the empty place. */
  record Discard() implements Action {}

  /** Hang up. */
  record HangUp() implements Action {}

  /** The beginning. */
  static Step<State, Action> start() {
    return Step.to(new Connecting(), new Store());
  }

  /** When {@link TimePassed} is due; {@link Timers#NEVER} if time changes nothing. */
  static long deadline(State state) {
    return state instanceof Recording r ? r.endAt : Timers.NEVER;
  }

  /**
   * The next state, and what is to be done.
   *
   * @param longest how long a message may be, in nanoseconds
   */
  static Step<State, Action> on(State state, Event event, long now, long longest) {
    return switch (state) {
      case Unproved s -> event instanceof Proved ? start() : leaving(s, event);
      case Connecting s ->
          switch (event) {
            case Ready e -> Step.to(new Greeting(), new Greet());
            case Stored e -> Step.to(new ConnectingStored());
            case Full e -> Step.to(new ConnectingFull());
            default -> leaving(s, event);
          };
      case ConnectingFull s ->
          event instanceof Ready ? Step.to(new Farewell(), new Say("full")) : leaving(s, event);
      case ConnectingStored s ->
          event instanceof Ready
              ? Step.to(new GreetingStored(), new Greet())
              : leaving(s, event, new Discard());
      case Greeting s ->
          switch (event) {
            case Stored e -> Step.to(new GreetingStored());
            case Played e -> Step.to(new Waiting());
            default -> leaving(s, event);
          };
      case GreetingStored s -> greeting(s, event);
      case Waiting s ->
          switch (event) {
            case Stored e -> Step.to(new Tone(), new Beep());
            default -> leaving(s, event);
          };
      case Tone s ->
          event instanceof Played
              ? Step.to(new Recording(now + longest), new StartRecording())
              : leaving(s, event, new Discard());
      case Recording s -> recording(s, event, now);
      case Farewell s -> event instanceof Played ? hangUp() : leaving(s, event);
      // The place is there too late.
      case Over s -> event instanceof Stored ? Step.to(s, new Discard()) : Step.to(s);
    };
  }

  /** Who knows what comes need not listen to it. */
  private static Step<State, Action> greeting(GreetingStored s, Event event) {
    boolean skipped = event instanceof Key key && (key.digit == '#' || key.digit == '*');
    return event instanceof Played || skipped
        ? Step.to(new Tone(), new Beep())
        : leaving(s, event, new Discard());
  }

  private static Step<State, Action> recording(Recording s, Event event, long now) {
    return switch (event) {
      case Key k when k.digit == '#' -> Step.to(new Farewell(), new Keep(), new Say("thanks"));
      case Key k when k.digit == '*' -> Step.to(new Waiting(), new Discard(), new Store());
      case TimePassed e when now >= s.endAt ->
          Step.to(new Farewell(), new Keep(), new Say("thanks"));
      case Full e -> Step.to(new Farewell(), new Keep(), new Say("full"));
      case Gone e -> Step.to(new Over(), new Keep(), new HangUp());
      default -> Step.to(s);
    };
  }

  private static Step<State, Action> hangUp() {
    return Step.to(new Over(), new HangUp());
  }

  private static Step<State, Action> leaving(State state, Event event, Action... first) {
    return switch (event) {
      case Full e -> new Step<>(new Farewell(), plus(first, new Say("full")));
      case Gone e -> new Step<>(new Over(), plus(first, new HangUp()));
      default -> Step.to(state);
    };
  }

  private static List<Action> plus(Action[] first, Action last) {
    return first.length == 0 ? List.of(last) : List.of(first[0], last);
  }
}
