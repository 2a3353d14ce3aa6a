// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.history;

import static net.ringpost.server.history.HistoryWriting.RETRY;
import static net.ringpost.server.history.HistoryWriting.TICK;
import static net.ringpost.sip.transaction.Timers.NEVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import net.ringpost.server.history.HistoryWriting.Action;
import net.ringpost.server.history.HistoryWriting.Added;
import net.ringpost.server.history.HistoryWriting.Close;
import net.ringpost.server.history.HistoryWriting.Closed;
import net.ringpost.server.history.HistoryWriting.ClosingFailing;
import net.ringpost.server.history.HistoryWriting.ClosingRetrying;
import net.ringpost.server.history.HistoryWriting.ClosingWriting;
import net.ringpost.server.history.HistoryWriting.Confirm;
import net.ringpost.server.history.HistoryWriting.Event;
import net.ringpost.server.history.HistoryWriting.Failing;
import net.ringpost.server.history.HistoryWriting.GiveUp;
import net.ringpost.server.history.HistoryWriting.NotWritten;
import net.ringpost.server.history.HistoryWriting.Resting;
import net.ringpost.server.history.HistoryWriting.Retrying;
import net.ringpost.server.history.HistoryWriting.State;
import net.ringpost.server.history.HistoryWriting.TimePassed;
import net.ringpost.server.history.HistoryWriting.Unwritten;
import net.ringpost.server.history.HistoryWriting.Warn;
import net.ringpost.server.history.HistoryWriting.Write;
import net.ringpost.server.history.HistoryWriting.Writing;
import net.ringpost.sip.transaction.Step;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HistoryWritingTest {
  private static final long NOW = 5_000_000_000L;
  private static final long SOON = NOW + TICK;
  private static final long LATER = NOW + 7;
  private static final Event FAILURE = new NotWritten("no database");
  private static final Action WARN = new Warn("no database");

  private static Arguments row(
      State state, Event event, Unwritten left, State next, Action... actions) {
    return arguments(state, event, left, next, List.of(actions));
  }

  static Stream<Arguments> open() {
    Event time = new TimePassed();
    Event added = new Added();
    Unwritten none = Unwritten.NOTHING;
    Unwritten begun = Unwritten.BEGUN;
    Unwritten rows = Unwritten.ROWS;
    return Stream.of(
        row(new Resting(NEVER), added, begun, new Resting(SOON)),
        row(new Resting(LATER), added, rows, new Resting(LATER)),
        row(new Resting(LATER), time, rows, new Resting(LATER)),
        row(new Resting(NOW), time, none, new Resting(NEVER)),
        row(new Resting(NOW), time, begun, new Resting(SOON)),
        row(new Resting(NOW), time, rows, new Writing(SOON), new Write()),
        row(new Writing(NEVER), added, rows, new Writing(SOON)),
        row(new Writing(LATER), added, rows, new Writing(LATER)),
        row(new Writing(NOW), time, rows, new Writing(SOON)),
        row(new Writing(NOW), time, none, new Writing(NEVER)),
        row(new Writing(LATER), new HistoryWriting.Written(), none, new Resting(LATER)),
        row(new Writing(NEVER), new HistoryWriting.Written(), none, new Resting(NEVER)),
        row(new Writing(NEVER), new HistoryWriting.Written(), rows, new Resting(SOON)),
        row(new Writing(LATER), FAILURE, rows, new Failing(NOW + RETRY), WARN),
        row(new Failing(LATER), added, rows, new Failing(LATER)),
        row(new Failing(LATER), time, rows, new Failing(LATER)),
        row(new Failing(NOW), time, rows, new Retrying(SOON), new Write()),
        row(new Retrying(NEVER), added, rows, new Retrying(SOON)),
        row(new Retrying(NOW), time, none, new Retrying(NEVER)),
        row(new Retrying(SOON), FAILURE, rows, new Failing(NOW + RETRY)),
        row(new Retrying(SOON), new HistoryWriting.Written(), none, new Resting(SOON)));
  }

  static Stream<Arguments> closing() {
    Event time = new TimePassed();
    Event written = new HistoryWriting.Written();
    Unwritten none = Unwritten.NOTHING;
    Unwritten begun = Unwritten.BEGUN;
    Unwritten rows = Unwritten.ROWS;
    return Stream.of(
        row(new Resting(LATER), new Close(), rows, new ClosingWriting(), new Write()),
        row(new Resting(NEVER), new Close(), none, new Closed(), new Confirm()),
        row(new Writing(LATER), new Close(), rows, new ClosingWriting()),
        row(new Retrying(LATER), new Close(), rows, new ClosingRetrying()),
        row(new Failing(LATER), new Close(), rows, new ClosingFailing(LATER)),
        row(new ClosingWriting(), written, rows, new ClosingWriting(), new Write()),
        row(new ClosingWriting(), written, none, new Closed(), new Confirm()),
        row(new ClosingWriting(), written, begun, new Closed(), new Confirm()),
        row(new ClosingWriting(), FAILURE, rows, new ClosingFailing(NOW + RETRY), WARN),
        row(new ClosingWriting(), new Added(), rows, new ClosingWriting()),
        row(new ClosingFailing(LATER), time, rows, new ClosingFailing(LATER)),
        row(new ClosingFailing(NOW), time, rows, new ClosingRetrying(), new Write()),
        row(new ClosingFailing(LATER), new GiveUp(), rows, new Closed()),
        row(new ClosingRetrying(), FAILURE, rows, new ClosingFailing(NOW + RETRY)),
        row(new ClosingRetrying(), written, none, new Closed(), new Confirm()),
        row(new Closed(), new Added(), rows, new Closed()),
        row(new Closed(), written, rows, new Closed()),
        row(new Closed(), new Close(), none, new Closed(), new Confirm()));
  }

  @ParameterizedTest
  @MethodSource({"open", "closing"})
  void each_event_in_each_state(
      State state, Event event, Unwritten left, State next, List<Action> actions) {
    Step<State, Action> step = HistoryWriting.on(state, event, NOW, left);
    assertThat(step.next()).isEqualTo(next);
    assertThat(step.actions()).isEqualTo(actions);
  }
}
