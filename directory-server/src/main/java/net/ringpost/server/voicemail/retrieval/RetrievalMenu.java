// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail.retrieval;

import java.util.List;
import net.ringpost.sip.transaction.Step;

/**
 * What is done, and when, for a member who hears the own messages: 1 plays, 2 saves, 3 is for the
 * own greeting, 7 deletes, 4 goes back, 6 and # go on, 0 tells the keys, * ends.
 */
final class RetrievalMenu {
  private RetrievalMenu() {}

  /**
   * A message.
   *
   * @param heard whether it is not new any more
   */
  record Item(String id, boolean heard) {}

  /** A state of the call. */
  sealed interface State {}

  /** The messages are looked up, and the media are set up. */
  record Connecting() implements State {}

  /** The member hears, and waits for the messages. */
  record Waiting() implements State {}

  /** The messages cannot be read; the member does not hear yet. */
  record Broken() implements State {}

  /** The messages are known; the member does not hear yet. */
  record Known(List<Item> items) implements State {}

  /** It is said how many there are. */
  record Telling(List<Item> items) implements State {}

  /**
   * Something is said before a message is played.
   *
   * @param next its place
   */
  record Before(List<Item> items, int next) implements State {}

  /** A message is played. */
  record Playing(List<Item> items, int at) implements State {}

  /** A message has been played, or the keys are told: a key is awaited. */
  record Choosing(List<Item> items, int at) implements State {}

  /** There are no messages, which is said. */
  record Empty() implements State {}

  /** The member is busy with the own greeting; then it goes on at this message. */
  record Greeting(List<Item> items, int at) implements State {}

  /** Some last words are played. */
  record Farewell() implements State {}

  /** Nothing is to be done any more. */
  record Over() implements State {}

  /** What can happen. */
  sealed interface Event {}

  /** The member hears. */
  record Ready() implements Event {}

  /** These are the messages, new ones first. */
  record Listed(List<Item> items) implements Event {}

  /** Something could not be read. */
  record Trouble() implements Event {}

  /** What was to be played is over. */
  record Played() implements Event {}

  /** The member pressed a key. */
  record Key(char digit) implements Event {}

  /** The own greeting is done with. */
  record Back() implements Event {}

  /** The member has hung up, vanished, or cannot be heard. */
  record Gone() implements Event {}

  /** What is to be done. */
  sealed interface Action {}

  /** Say how many messages there are. */
  record Tell(int fresh, int old) implements Action {}

  /** Say whether it is a new one, then play it. */
  record Play(Item item) implements Action {}

  /** Play this prompt. */
  record Say(String prompt) implements Action {}

  /** Mark it as heard. */
  record Heard(String id) implements Action {}

  /** Delete it. */
  record Delete(String id) implements Action {}

  /** Let the member record an own greeting; {@link Back} follows. */
  record Greet() implements Action {}

  /** Hang up. */
  record HangUp() implements Action {}

  /** The next state, and what is to be done. */
  static Step<State, Action> on(State state, Event event) {
    if (state instanceof Over) {
      return Step.to(state);
    }
    return switch (event) {
      case Gone e -> Step.to(new Over(), new HangUp());
      case Trouble e when state instanceof Connecting -> Step.to(new Broken());
      case Trouble e -> trouble();
      case Ready e -> ready(state);
      case Listed e -> listed(state, e.items);
      case Played e -> played(state);
      case Back e -> back(state);
      // All keys are for the greeting.
      case Key k when state instanceof Greeting -> Step.to(state);
      case Key k -> k.digit == '*' ? goodbye() : key(state, k.digit);
    };
  }

  private static Step<State, Action> trouble() {
    return Step.to(new Farewell(), new Say("trouble"));
  }

  private static Step<State, Action> ready(State state) {
    return switch (state) {
      case Connecting s -> Step.to(new Waiting());
      case Known s -> tell(s.items);
      case Broken s -> trouble();
      default -> Step.to(state);
    };
  }

  private static Step<State, Action> listed(State state, List<Item> items) {
    return switch (state) {
      case Connecting s -> Step.to(new Known(items));
      case Waiting s -> tell(items);
      default -> Step.to(state);
    };
  }

  private static Step<State, Action> tell(List<Item> items) {
    if (items.isEmpty()) {
      return Step.to(new Empty(), new Say("none"));
    }
    int old = (int) items.stream().filter(Item::heard).count();
    return Step.to(new Telling(items), new Tell(items.size() - old, old));
  }

  private static Step<State, Action> played(State state) {
    return switch (state) {
      case Telling s -> playing(s.items, 0);
      case Before s -> playing(s.items, s.next);
      case Playing s ->
          Step.to(new Choosing(s.items, s.at), new Heard(s.items.get(s.at).id), new Say("options"));
      case Farewell s -> Step.to(new Over(), new HangUp());
      case Empty s -> Step.to(new Over(), new HangUp());
      default -> Step.to(state);
    };
  }

  private static Step<State, Action> playing(List<Item> items, int at) {
    return at < 0 || at >= items.size()
        ? Step.to(new Choosing(items, Math.clamp(at, 0, items.size() - 1)), new Say("end"))
        : Step.to(new Playing(items, at), new Play(items.get(at)));
  }

  private static Step<State, Action> back(State state) {
    if (!(state instanceof Greeting s)) {
      return Step.to(state);
    }
    return s.items.isEmpty() ? goodbye() : Step.to(new Choosing(s.items, s.at), new Say("options"));
  }

  private static Step<State, Action> goodbye() {
    return Step.to(new Farewell(), new Say("goodbye"));
  }

  private static Step<State, Action> key(State state, char digit) {
    return switch (state) {
      case Telling s -> digit == '#' ? playing(s.items, 0) : chosen(s.items, 0, digit, state);
      case Before s -> chosen(s.items, s.next, digit, state);
      case Playing s -> chosen(s.items, s.at, digit, state);
      case Choosing s -> chosen(s.items, s.at, digit, state);
      case Empty s when digit == '3' -> Step.to(new Greeting(List.of(), 0), new Greet());
      default -> Step.to(state);
    };
  }

  private static Step<State, Action> chosen(List<Item> items, int at, char digit, State state) {
    if (digit == '3') {
      return Step.to(new Greeting(items, Math.min(at, items.size() - 1)), new Greet());
    }
    if (items.isEmpty() || at >= items.size()) {
      return Step.to(state);
    }
    Item item = items.get(at);
    return switch (digit) {
      case '1' -> playing(items, at);
      case '2' -> Step.to(new Before(items, at + 1), new Heard(item.id), new Say("saved"));
      case '7' -> {
        List<Item> rest = items.stream().filter(i -> !i.equals(item)).toList();
        yield Step.to(
            rest.isEmpty() ? new Farewell() : new Before(rest, at),
            new Delete(item.id),
            new Say("deleted"));
      }
      case '4' -> playing(items, at - 1);
      case '6', '#' -> playing(items, at + 1);
      case '0' -> Step.to(new Choosing(items, at), new Say("options"));
      default -> Step.to(state);
    };
  }
}
