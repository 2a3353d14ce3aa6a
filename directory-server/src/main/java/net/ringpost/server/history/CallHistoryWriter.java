// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.history;

import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import net.ringpost.db.account.Account;
import net.ringpost.db.calling.CallEndRow;
import net.ringpost.db.calling.CallHistoryStore;
import net.ringpost.db.calling.CallOutcome;
import net.ringpost.db.calling.CallRow;
import net.ringpost.sip.message.Status;
import org.jspecify.annotations.Nullable;

/**
 * Writes the call history, at most half a second late: an attempt when it is decided, and before
 * that when it has been under way for a quarter of a second. So a call that rings when the process
 * is killed is in the history, as {@link CallOutcome#IN_PROGRESS} until the next start ({@link
 * UndecidedCallRecovery}); nobody waits for the database. It is asked for little at a time: while
 * it is busy the loop may have to share its processor, and a call that comes just then would wait.
 * Rows that cannot be written are kept and tried again each second, the latest 100,000 of them. On
 * the signalling loop.
 */
public final class CallHistoryWriter implements CallLog, AutoCloseable {
  private static final long TICK_MILLIS = 250;

  /** Fewer rows are not worth a statement: the database is at these for some two milliseconds. */
  private static final int LEAST_AT_ONCE = 100;

  /** More could be too much for one statement: 16 MiB, each of their texts at its longest. */
  private static final int MOST_AT_ONCE = 1000;

  /** Statements a batch is written in, within these limits. */
  private static final int PIECES = 5;

  private static final long RETRY_MILLIS = 1000;
  private static final int MOST_KEPT = 100_000;
  private static final int CLOSE_SECONDS = 5;

  /** How long a stored address can be. */
  private static final int MOST_CHARACTERS = 512;

  private final CallHistoryStore store;
  private final ScheduledExecutorService loop;
  private final ExecutorService writer;

  /** Attempts that are neither decided nor stored yet: those since the last tick. */
  private Map<UUID, CallRow> begun = new LinkedHashMap<>();

  /** The same, of those before the last tick. */
  private Map<UUID, CallRow> begunBefore = new LinkedHashMap<>();

  /** Attempts that are not decided yet and stored as such. */
  private final Map<UUID, CallRow> inProgress = new HashMap<>();

  private Map<UUID, CallRow> rows = new LinkedHashMap<>();
  private Map<UUID, CallEndRow> ends = new LinkedHashMap<>();

  /** What voice mail made of calls that are stored. */
  private Map<UUID, Integer> statuses = new LinkedHashMap<>();

  private boolean planned;
  private @Nullable Batch batch;
  private boolean failing;

  /** Completed when all is stored that there was when it was asked for; then nothing more is. */
  private @Nullable CompletableFuture<Void> closing;

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
  public void began(Attempt a) {
    Account caller = a.caller();
    Account callee = a.callee();
    CallRow row =
        new CallRow(
            a.call(),
            caller == null ? null : caller.key(),
            clipped(a.callerAddress()),
            caller == null ? "" : caller.displayName(),
            callee == null ? null : callee.key(),
            callee == null ? clipped(a.dialled()) : callee.number(),
            callee == null ? "" : callee.displayName(),
            a.at().toEpochMilli(),
            null,
            null,
            CallOutcome.IN_PROGRESS,
            0);
    begun.put(a.call(), row);
    plan();
  }

  private static String clipped(String address) {
    return address.length() <= MOST_CHARACTERS ? address : address.substring(0, MOST_CHARACTERS);
  }

  @Override
  public void decided(UUID call, Instant at, Status outcome) {
    CallRow began = begun.remove(call);
    if (began == null) {
      began = begunBefore.remove(call);
    }
    if (began == null) {
      began = inProgress.remove(call);
    }
    if (began != null) { // else decided before: a second terminal's 200
      rows.put(call, decided(began, at.toEpochMilli(), outcome));
      plan();
    }
  }

  private static CallRow decided(CallRow r, long at, Status status) {
    boolean answered = status.isSuccess();
    return new CallRow(
        r.key(),
        r.callerKey(),
        r.callerAddress(),
        r.callerName(),
        r.calleeKey(),
        r.calleeAddress(),
        r.calleeName(),
        r.startedAt(),
        answered ? at : null,
        answered ? null : at,
        outcome(status, r.calleeKey()),
        status.code());
  }

  /** What a status means to people. */
  static CallOutcome outcome(Status status, @Nullable Long callee) {
    return switch (status.code()) {
      case 486, 600 -> CallOutcome.BUSY;
      case 603 -> CallOutcome.DECLINED;
      case 487 -> CallOutcome.CANCELLED;
      case 408 -> CallOutcome.MISSED;
      case 480 -> CallOutcome.NO_TERMINAL;
      case 300, 301, 302, 305, 380 -> CallOutcome.REDIRECTED;
      default -> status.isSuccess() && callee != null ? CallOutcome.ANSWERED : CallOutcome.FAILED;
    };
  }

  @Override
  public void ended(UUID call, Instant at, @Nullable Status failure) {
    CallEndRow end = new CallEndRow(at.toEpochMilli(), failure == null ? 0 : failure.code());
    CallRow waiting = rows.get(call);
    if (waiting == null) {
      ends.put(call, end);
      plan();
    } else {
      rows.put(call, waiting.ended(end));
    }
  }

  @Override
  public void voicemail(UUID call, boolean kept) {
    int status = kept ? CallRow.MESSAGE_KEPT : CallRow.NO_MESSAGE;
    CallRow waiting = rows.get(call);
    if (waiting == null) {
      statuses.put(call, status);
      plan();
    } else {
      rows.put(call, waiting.withStatus(status));
    }
  }

  private void plan() {
    if (!planned) {
      planned = true;
      long wait = failing ? RETRY_MILLIS : TICK_MILLIS;
      var unused = loop.schedule(this::tick, wait, TimeUnit.MILLISECONDS);
    }
  }

  private void tick() {
    planned = false;
    rows.putAll(begunBefore);
    inProgress.putAll(begunBefore);
    begunBefore = begun;
    begun = new LinkedHashMap<>();
    flush();
    if (!begunBefore.isEmpty()) {
      plan();
    }
  }

  private boolean nothingToWrite() {
    return rows.isEmpty() && ends.isEmpty() && statuses.isEmpty();
  }

  /** What is being written. */
  private final class Batch {
    final Map<UUID, CallRow> rows;
    final Map<UUID, CallEndRow> ends;
    final Map<UUID, Integer> statuses;

    /** What of it the database has not been asked for yet. */
    private final Deque<Runnable> pieces = new ArrayDeque<>();

    Batch(Map<UUID, CallRow> rows, Map<UUID, CallEndRow> ends, Map<UUID, Integer> statuses) {
      this.rows = rows;
      this.ends = ends;
      this.statuses = statuses;
      for (List<CallRow> some : pieces(rows.values())) {
        pieces.add(() -> store.write(some));
      }
      for (List<UUID> some : pieces(ends.keySet())) {
        pieces.add(() -> store.end(some.stream().collect(toMap(call -> call, ends::get))));
      }
      for (List<UUID> some : pieces(statuses.keySet())) {
        pieces.add(() -> store.status(some.stream().collect(toMap(call -> call, statuses::get))));
      }
    }

    private static <T> List<List<T>> pieces(Collection<T> all) {
      List<T> list = List.copyOf(all);
      int length = Math.clamp(Math.ceilDiv(list.size(), PIECES), LEAST_AT_ONCE, MOST_AT_ONCE);
      List<List<T>> pieces = new ArrayList<>();
      for (int i = 0; i < list.size(); i += length) {
        pieces.add(list.subList(i, Math.min(list.size(), i + length)));
      }
      return pieces;
    }
  }

  private void flush() {
    if (batch != null || nothingToWrite() || (closing != null && closing.isDone())) {
      return;
    }
    Batch next = new Batch(rows, ends, statuses);
    rows = new LinkedHashMap<>();
    ends = new LinkedHashMap<>();
    statuses = new LinkedHashMap<>();
    batch = next;
    writeOn(next);
  }

  private void writeOn(Batch of) {
    Runnable piece = of.pieces.remove();
    writer.execute(
        () -> {
          RuntimeException failure = null;
          try {
            piece.run();
          } catch (RuntimeException e) {
            failure = e;
          }
          RuntimeException why = failure;
          loop.execute(() -> written(of, why));
        });
  }

  private void written(Batch of, @Nullable RuntimeException failure) {
    if (failure != null) {
      putBack(of, failure);
    } else if (!of.pieces.isEmpty()) {
      writeOn(of);
      return;
    }
    failing = failure != null;
    batch = null;
    if (!nothingToWrite()) {
      plan();
    }
    if (closing != null) {
      finish(closing);
    }
  }

  private void putBack(Batch of, RuntimeException failure) {
    if (!failing) {
      System.getLogger(CallHistoryWriter.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "The call history cannot be written, it is kept in memory: {0}",
              failure.getMessage());
    }
    // What happened since counts. What is written twice is written once.
    of.rows.forEach(rows::putIfAbsent);
    of.ends.forEach(ends::putIfAbsent);
    of.statuses.forEach(statuses::putIfAbsent);
    forgetOldest();
  }

  /**
   * Stores what is not stored yet, also the calls that ring, and nothing that happens later. Waits
   * for it, five seconds at most. Not to be called on the loop.
   */
  @Override
  public void close() {
    CompletableFuture<Void> stored = new CompletableFuture<>();
    try {
      loop.execute(
          () -> {
            closing = stored;
            rows.putAll(begunBefore);
            rows.putAll(begun);
            finish(stored);
          });
    } catch (RejectedExecutionException ended) {
      // The loop is over, as after a start that failed: there were no calls.
      return;
    }
    stored.completeOnTimeout(null, CLOSE_SECONDS, TimeUnit.SECONDS).join();
  }

  private void finish(CompletableFuture<Void> stored) {
    if (nothingToWrite() && batch == null) {
      stored.complete(null);
    } else if (!failing) {
      flush();
    }
  }

  private void forgetOldest() {
    if (rows.size() > MOST_KEPT) {
      List<UUID> keys = new ArrayList<>(rows.keySet());
      keys.subList(0, rows.size() - MOST_KEPT).forEach(rows::remove);
    }
  }
}
