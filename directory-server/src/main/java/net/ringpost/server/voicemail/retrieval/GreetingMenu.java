// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail.retrieval;

import net.ringpost.sip.transaction.Step;
import net.ringpost.sip.transaction.Timers;

/**
 * What is done, and when, for a member who records an own greeting: # begins and ends it; then 1
 * plays it, 2 keeps it, 3 records it anew; 7 takes the standard greeting, * leaves all as it was.
 */
final class GreetingMenu {
  /** What is shorter is a slip of the finger. */
  static final long SHORTEST_MILLIS = 1000;

  private GreetingMenu() {}

  /** A state of it. */
  sealed interface State {}

  /** It is told what to do. */
  record Asking() implements State {}

  /** The tone is played. */
  record Tone() implements State {}

  /**
   * The member speaks.
   *
   * @param endAt when it has been long enough
   */
  record Recording(long endAt) implements State {}

  /** There is a recording: a key is awaited. */
  record Deciding() implements State {}

  /** It is being stored, or the own greeting is being removed. */
  record Storing() implements State {}

  /** It is said what was done. */
  record Telling() implements State {}

  /** It is over: back to the messages. */
  record Done() implements State {}

  /** What can happen. */
  sealed interface Event {}

  /** What was to be played is over. */
  record Played() implements Event {}

  /** The member pressed a key. */
  record Key(char digit) implements Event {}

  /** The deadline has come. */
  record TimePassed() implements Event {}

  /** This is what was recorded. */
  record Recorded(long millis) implements Event {}

  /** It was done; {@code said} is the prompt that tells it. */
  record Stored(String said) implements Event {}

  /** It could not be recorded or stored. */
  record Failed(String said) implements Event {}

  /** What is to be done. */
  sealed interface Action {}

  /** Play this prompt. */
  record Say(String prompt) implements Action {}

  /** Play the tone. */
  record Beep() implements Action {}

  /** Begin to record. */
  record StartRecording() implements Action {}

  /** End the recording; {@link Recorded} follows. */
  record StopRecording() implements Action {}

  /** Play what was recorded. */
  record PlayBack() implements Action {}

  /** Make it the greeting; {@link Stored} or {@link Failed} follows. */
  record Keep() implements Action {}

  /** Have no own greeting; {@link Stored} or {@link Failed} follows. */
  record Standard() implements Action {}

  /** The beginning. */
  static Step<State, Action> start() {
    return Step.to(new Asking(), new Say("greeting"));
  }

  /** When {@link TimePassed} is due; {@link Timers#NEVER} if time changes nothing. */
  static long deadline(State state) {
    return state instanceof Recording r ? r.endAt : Timers.NEVER;
  }

  /**
   * The next state, and what is to be done.
   *
   * @param longest how long a greeting may be, in nanoseconds
   */
  static Step<State, Action> on(State state, Event event, long now, long longest) {
    if (event instanceof Failed failed && !(state instanceof Done)) {
      return state instanceof Recording
          ? Step.to(new Telling(), new StopRecording(), new Say(failed.said))
          : Step.to(new Telling(), new Say(failed.said));
    }
    return switch (state) {
      case Asking s ->
          switch (event) {
            case Played e -> beep();
            case Key k when k.digit == '#' -> beep();
            case Key k when k.digit == '7' -> Step.to(new Storing(), new Standard());
            case Key k when k.digit == '*' -> Step.to(new Done());
            default -> Step.to(s);
          };
      case Tone s ->
          event instanceof Played
              ? Step.to(new Recording(now + longest), new StartRecording())
              : Step.to(s);
      case Recording s -> recording(s, event, now);
      case Deciding s -> deciding(s, event);
      case Storing s ->
          event instanceof Stored stored
              ? Step.to(new Telling(), new Say(stored.said))
              : Step.to(s);
      case Telling s -> event instanceof Played ? Step.to(new Done()) : Step.to(s);
      case Done s -> Step.to(s);
    };
  }

  private static Step<State, Action> beep() {
    return Step.to(new Tone(), new Beep());
  }

  private static Step<State, Action> recording(Recording s, Event event, long now) {
    return switch (event) {
      case Key k when k.digit == '#' -> Step.to(s, new StopRecording());
      case TimePassed e when now >= s.endAt -> Step.to(s, new StopRecording());
      case Recorded r when r.millis >= SHORTEST_MILLIS ->
          Step.to(new Deciding(), new Say("greeting-recorded"));
      case Recorded r -> Step.to(new Asking(), new Say("greeting-short"));
      default -> Step.to(s);
    };
  }

  private static Step<State, Action> deciding(Deciding s, Event event) {
    if (!(event instanceof Key key)) {
      return Step.to(s);
    }
    return switch (key.digit) {
      case '1' -> Step.to(s, new PlayBack());
      case '2' -> Step.to(new Storing(), new Keep());
      case '3' -> beep();
      case '7' -> Step.to(new Storing(), new Standard());
      case '0' -> Step.to(s, new Say("greeting-recorded"));
      case '*' -> Step.to(new Done());
      default -> Step.to(s);
    };
  }
}
