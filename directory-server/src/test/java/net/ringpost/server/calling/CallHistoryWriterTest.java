// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.calling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import net.ringpost.db.calling.CallHistoryStore;
import net.ringpost.db.calling.CallOutcome;
import net.ringpost.db.calling.CallRow;
import net.ringpost.sip.message.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallHistoryWriterTest {
  private static final Instant START = Instant.ofEpochMilli(1_000_000);

  private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Stored stored = new Stored();
  private final CallHistoryWriter writer = new CallHistoryWriter(stored, loop, thread);

  /** A store that can be away and counts what it is asked; the real one has tests of its own. */
  private static final class Stored implements CallHistoryStore {
    private final Map<UUID, CallRow> rows = new LinkedHashMap<>();
    private int statements;
    private boolean away;

    @Override
    public synchronized void write(List<CallRow> batch) {
      if (away) {
        throw new IllegalStateException("no database");
      }
      statements++;
      batch.forEach(row -> rows.put(row.key(), row));
    }

    @Override
    public synchronized void end(Map<UUID, Long> endedAt) {
      if (away) {
        throw new IllegalStateException("no database");
      }
      statements++;
      endedAt.forEach((call, at) -> rows.computeIfPresent(call, (k, row) -> row.ended(at)));
    }

    @Override
    public List<CallRow> page(long accountKey, long before, int limit) {
      return List.of();
    }

    synchronized void away(boolean yes) {
      away = yes;
    }

    synchronized boolean ended(UUID call) {
      CallRow row = rows.get(call);
      return row != null && row.endedAt() != null;
    }

    synchronized CallRow row(UUID call) {
      return Objects.requireNonNull(rows.get(call));
    }

    synchronized int statements() {
      return statements;
    }
  }

  @AfterEach
  void stop() {
    loop.shutdownNow();
    thread.shutdownNow();
  }

  private void began(UUID call) {
    writer.began(new CallLog.Attempt(call, START, null, "sip:a@far.test", null, "1000"));
  }

  private void awaitEnded(UUID call) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!stored.ended(call)) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  @Test
  void short_calls_are_written_once_as_a_whole() {
    List<UUID> calls = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      calls.add(new UUID(1, i));
    }
    loop.execute(
        () ->
            calls.forEach(
                call -> {
                  began(call);
                  writer.decided(call, START.plusMillis(10), Status.OK);
                  writer.ended(call, START.plusMillis(30));
                }));
    calls.forEach(this::awaitEnded);
    assertThat(stored.statements()).isEqualTo(1);
    CallRow row = stored.row(calls.get(7));
    assertThat(row.answeredAt()).isEqualTo(1_000_010);
    assertThat(row.endedAt()).isEqualTo(1_000_030);
  }

  @Test
  void refused_call_is_over_when_it_is_refused() {
    UUID call = new UUID(2, 1);
    loop.execute(
        () -> {
          began(call);
          writer.decided(call, START.plusMillis(10), Status.BUSY_HERE);
          writer.ended(call, START.plusMillis(90));
        });
    awaitEnded(call);
    assertThat(stored.row(call).outcome()).isEqualTo(CallOutcome.BUSY);
    assertThat(stored.row(call).endedAt()).isEqualTo(1_000_010);
  }

  @Test
  void call_that_was_redirected_is_not_missed() {
    UUID call = new UUID(4, 1);
    loop.execute(
        () -> {
          began(call);
          writer.decided(call, START.plusMillis(10), Status.MOVED_TEMPORARILY);
        });
    awaitEnded(call);
    assertThat(stored.row(call).outcome()).isEqualTo(CallOutcome.REDIRECTED);
    assertThat(HistoryEntry.of(stored.row(call), 1).missed()).isFalse();
  }

  @Test
  void what_happens_while_the_database_is_away_is_written_when_it_is_back() {
    UUID call = new UUID(3, 1);
    stored.away(true);
    loop.execute(() -> began(call));
    var unused =
        loop.schedule(
            () -> {
              writer.decided(call, START.plusMillis(10), Status.OK);
              writer.ended(call, START.plusMillis(20));
              stored.away(false);
            },
            500,
            TimeUnit.MILLISECONDS);
    awaitEnded(call);
    assertThat(stored.row(call).answeredAt()).isEqualTo(1_000_010);
  }
}
