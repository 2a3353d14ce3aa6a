// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.history;

import java.time.Instant;
import java.util.Iterator;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import net.ringpost.db.calling.CallHistoryStore;
import net.ringpost.db.calling.CallOutcome;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.transaction.Step;
import net.ringpost.sip.transaction.Timers;
import org.jspecify.annotations.Nullable;

/**
 * Writes the call history, at most half a second late: an attempt when it is decided, and before
 * that when it has been under way for a quarter of a second. So a call that rings when the process
 * is killed is in the history, as {@link CallOutcome#IN_PROGRESS} until the next start ({@link
 * UndecidedCallRecovery}); nobody waits for the database. It is asked for little at a time: while
 * it is busy the loop may have to share its processor, and a call that comes just then would wait.
 * Rows that cannot be written are kept and tried again each second, the latest 100,000 of them. On
 * the signalling loop. Drives {@link HistoryWriting}.
 */
public final class CallHistoryWriter implements CallLog, AutoCloseable {
  private static final int MOST_KEPT = 100_000;
  private static final int CLOSE_SECONDS = 5;

  private final CallHistoryStore store;
  private final ScheduledExecutorService loop;
  private final ExecutorService writer;
  private final UnwrittenCalls calls = new UnwrittenCalls(MOST_KEPT);

  /** Completed when all is stored that there was when it was closed. */
  private final CompletableFuture<Void> stored = new CompletableFuture<>();

  private HistoryWriting.State state = HistoryWriting.start();

  /**
   * Into this store.
   *
   * @param loop the one thread of signalling
   * @param writer one thread that may block
   */
  public CallHistoryWriter(
      CallHistoryStore store, ScheduledExecutorService loop, ExecutorService writer) {
    this.store = store;
    this.loop = loop;
    this.writer = writer;
  }

  @Override
  public void began(Attempt attempt) {
    calls.began(attempt);
    on(new HistoryWriting.Added());
  }

  @Override
  public void decided(UUID call, Instant at, Status outcome) {
    calls.decided(call, at, outcome);
    on(new HistoryWriting.Added());
  }

  @Override
  public void ended(UUID call, Instant at, @Nullable Status failure) {
    calls.ended(call, at, failure);
    on(new HistoryWriting.Added());
  }

  @Override
  public void voicemail(UUID call, boolean kept) {
    calls.voicemail(call, kept);
    on(new HistoryWriting.Added());
  }

  private void on(HistoryWriting.Event event) {
    on(event, System.nanoTime());
  }

  private void on(HistoryWriting.Event event, long now) {
    long before = HistoryWriting.deadline(state);
    Step<HistoryWriting.State, HistoryWriting.Action> step =
        HistoryWriting.on(state, event, now, calls.left());
    state = step.next();
    long due = HistoryWriting.deadline(state);
    if (due != before && due != Timers.NEVER) {
      var unused = loop.schedule(() -> wake(due), due - now, TimeUnit.NANOSECONDS);
    }
    step.actions().forEach(this::perform);
  }

  private void wake(long due) {
    if (due == HistoryWriting.deadline(state)) {
      calls.tick();
      on(new HistoryWriting.TimePassed(), Math.max(due, System.nanoTime()));
    }
  }

  private void perform(HistoryWriting.Action action) {
    switch (action) {
      case HistoryWriting.Write a -> write();
      case HistoryWriting.Warn warn ->
          System.getLogger(CallHistoryWriter.class.getName())
              .log(
                  System.Logger.Level.WARNING,
                  "The call history cannot be written, it is kept in memory: {0}",
                  warn.why());
      case HistoryWriting.Confirm a -> stored.complete(null);
    }
  }

  private void write() {
    HistoryBatch batch = calls.take();
    write(batch, batch.statements(store).iterator());
  }

  private void write(HistoryBatch batch, Iterator<Runnable> statements) {
    if (!statements.hasNext()) {
      on(new HistoryWriting.Written());
      return;
    }
    Runnable statement = statements.next();
    writer.execute(
        () -> {
          try {
            statement.run();
          } catch (RuntimeException e) {
            loop.execute(() -> failed(batch, String.valueOf(e.getMessage())));
            return;
          }
          loop.execute(() -> write(batch, statements));
        });
  }

  private void failed(HistoryBatch batch, String why) {
    calls.putBack(batch);
    on(new HistoryWriting.NotWritten(why));
  }

  /**
   * Stores what is not stored yet, also the calls that ring, and nothing that happens later. Waits
   * for it, five seconds at most. Not to be called on the loop.
   */
  @Override
  public void close() {
    try {
      loop.execute(this::closing);
      stored.completeOnTimeout(null, CLOSE_SECONDS, TimeUnit.SECONDS).join();
      loop.execute(() -> on(new HistoryWriting.GiveUp()));
    } catch (RejectedExecutionException ended) {
      // The loop is over, as after a start that failed: there were no calls.
    }
  }

  /** Also what has begun just now is written: two ticks make it old enough. */
  private void closing() {
    calls.tick();
    calls.tick();
    on(new HistoryWriting.Close());
  }
}
