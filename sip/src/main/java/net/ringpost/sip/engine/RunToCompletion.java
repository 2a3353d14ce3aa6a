// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

import java.util.ArrayDeque;

/** One event after the other: what is asked for during an event waits for its end. */
final class RunToCompletion {
  private final ArrayDeque<Runnable> events = new ArrayDeque<>();

  /**
   * Runs the event, or leaves it to the caller that is at it already. An event that throws ends the
   * outermost call only after all events that wait have had their turn.
   */
  void take(Runnable event) {
    // The event in progress stays at the head, as the mark that one is in progress.
    events.add(event);
    if (events.size() > 1) {
      return;
    }
    RuntimeException failure = null;
    for (Runnable e = events.peek(); e != null; e = events.peek()) {
      try {
        e.run();
      } catch (RuntimeException x) {
        failure = failure == null ? x : failure;
      } finally {
        events.remove();
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
