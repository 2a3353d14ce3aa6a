// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import net.ringpost.db.calling.CallEndRow;
import net.ringpost.db.calling.CallHistoryStore;
import net.ringpost.db.calling.CallOutcome;
import net.ringpost.db.calling.CallRow;
import net.ringpost.sip.message.Status;
import org.awaitility.Awaitility;
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
    private final List<List<CallRow>> batches = new ArrayList<>();
    private int statements;
    private boolean away;
    private int missed = -1;

    @Override
    public synchronized void write(List<CallRow> batch) {
      if (away || statements == missed) {
        missed = -1;
        throw new IllegalStateException("no database");
      }
      statements++;
      batches.add(batch);
      batch.forEach(row -> rows.put(row.key(), row));
    }

    @Override
    public synchronized void end(Map<UUID, CallEndRow> ends) {
      if (away) {
        throw new IllegalStateException("no database");
      }
      statements++;
      ends.forEach((call, end) -> rows.computeIfPresent(call, (k, row) -> row.ended(end)));
    }

    @Override
    public synchronized void status(Map<UUID, Integer> statuses) {
      if (away) {
        throw new IllegalStateException("no database");
      }
      statements++;
      statuses.forEach((call, s) -> rows.computeIfPresent(call, (k, row) -> row.withStatus(s)));
    }

    @Override
    public int missUndecided(long before) {
      throw new AssertionError("the writer decides calls itself");
    }

    @Override
    public List<CallRow> page(long accountKey, long before, int limit) {
      return List.of();
    }

    synchronized void away(boolean yes) {
      away = yes;
    }

    /** Away once, when so many statements have been done. */
    synchronized void missAfter(int done) {
      missed = done;
    }

    synchronized boolean ended(UUID call) {
      CallRow row = rows.get(call);
      return row != null && row.endedAt() != null;
    }

    synchronized boolean is(UUID call, CallOutcome outcome) {
      CallRow row = rows.get(call);
      return row != null && row.outcome() == outcome;
    }

    synchronized List<List<CallRow>> batches() {
      return List.copyOf(batches);
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
    writer.close();
    loop.shutdownNow();
    thread.shutdownNow();
  }

  private void began(UUID call) {
    writer.began(new CallLog.Attempt(call, START, null, "sip:a@far.test", null, "1000"));
  }

  private static List<UUID> calls(int series, int count) {
    return IntStream.range(0, count).mapToObj(i -> new UUID(series, i)).toList();
  }

  private void beganAndDecided(List<UUID> calls, Status outcome) {
    loop.execute(
        () ->
            calls.forEach(
                call -> {
                  began(call);
                  writer.decided(call, START.plusMillis(10), outcome);
                }));
  }

  private void awaitEnded(UUID call) {
    await(() -> stored.ended(call));
  }

  private static void await(BooleanSupplier what) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(1))
        .until(what::getAsBoolean);
  }

  @Test
  void short_calls_are_written_once_as_a_whole() {
    List<UUID> calls = calls(1, 50);
    loop.execute(
        () ->
            calls.forEach(
                call -> {
                  began(call);
                  writer.decided(call, START.plusMillis(10), Status.OK);
                  writer.ended(call, START.plusMillis(30), null);
                }));
    calls.forEach(this::awaitEnded);
    assertThat(stored.statements()).isEqualTo(1);
    CallRow row = stored.row(calls.get(7));
    assertThat(row.answeredAt()).isEqualTo(1_000_010);
    assertThat(row.endedAt()).isEqualTo(1_000_030);
  }

  @Test
  void call_without_sound_is_written_as_failed() {
    List<UUID> calls = calls(12, 2);
    beganAndDecided(calls, Status.OK);
    await(() -> stored.statements() == 1);
    assertThat(stored.row(calls.getFirst()).status()).isEqualTo(200);
    loop.execute(
        () ->
            calls.forEach(
                call -> writer.ended(call, START.plusMillis(30), Status.NOT_ACCEPTABLE_HERE)));
    calls.forEach(this::awaitEnded);
    CallRow row = stored.row(calls.getFirst());
    assertThat(row.outcome()).isEqualTo(CallOutcome.FAILED);
    assertThat(row.status()).isEqualTo(488);
    assertThat(row.answeredAt()).isNotNull();
    assertThat(HistoryEntry.of(row, 0).missed()).as("who answered did not miss it").isFalse();
  }

  @Test
  void many_calls_are_written_a_hundred_at_a_time() {
    List<UUID> calls = calls(8, 450);
    beganAndDecided(calls, Status.OK);
    await(() -> stored.statements() == 5);
    assertThat(stored.batches()).extracting(List::size).containsExactly(100, 100, 100, 100, 50);
    loop.execute(() -> calls.forEach(call -> writer.ended(call, START.plusMillis(30), null)));
    calls.forEach(this::awaitEnded);
    assertThat(stored.statements()).isEqualTo(10);
  }

  @Test
  void more_calls_are_written_a_fifth_at_a_time() {
    List<UUID> calls = calls(10, 2002);
    beganAndDecided(calls, Status.BUSY_HERE);
    calls.forEach(this::awaitEnded);
    assertThat(stored.batches()).extracting(List::size).containsExactly(401, 401, 401, 401, 398);
  }

  @Test
  void never_are_more_than_a_thousand_calls_in_one_statement() {
    List<UUID> calls = calls(11, 6500);
    beganAndDecided(calls, Status.BUSY_HERE);
    calls.forEach(this::awaitEnded);
    assertThat(stored.batches())
        .extracting(List::size)
        .containsExactly(1000, 1000, 1000, 1000, 1000, 1000, 500);
  }

  @Test
  void call_that_is_decided_soon_is_never_written_as_under_way() {
    List<UUID> calls = calls(5, 200);
    // Some begin in one turn of the writer and are decided in the next.
    for (UUID call : calls) {
      var unused =
          loop.schedule(
              () -> {
                began(call);
                var unusedToo =
                    loop.schedule(
                        () -> writer.decided(call, START.plusMillis(50), Status.BUSY_HERE),
                        50,
                        TimeUnit.MILLISECONDS);
              },
              3 * call.getLeastSignificantBits(),
              TimeUnit.MILLISECONDS);
    }
    calls.forEach(this::awaitEnded);
    assertThat(stored.batches().stream().flatMap(List::stream))
        .extracting(CallRow::outcome)
        .containsOnly(CallOutcome.BUSY);
  }

  @Test
  void call_that_rings_is_in_the_history_before_it_is_decided() {
    UUID call = new UUID(6, 1);
    loop.execute(() -> began(call));
    await(() -> stored.is(call, CallOutcome.IN_PROGRESS));
    loop.execute(() -> writer.decided(call, START.plusMillis(900), Status.DECLINE));
    await(() -> stored.is(call, CallOutcome.DECLINED));
  }

  @Test
  void what_is_not_stored_yet_is_when_it_closes() {
    UUID over = new UUID(7, 1);
    UUID ringing = new UUID(7, 2);
    loop.execute(
        () -> {
          began(ringing);
          began(over);
          writer.decided(over, START.plusMillis(10), Status.BUSY_HERE);
        });
    writer.close();
    assertThat(stored.row(over).outcome()).isEqualTo(CallOutcome.BUSY);
    assertThat(stored.row(ringing).outcome()).isEqualTo(CallOutcome.IN_PROGRESS);
  }

  @Test
  void refused_call_is_over_when_it_is_refused() {
    UUID call = new UUID(2, 1);
    loop.execute(
        () -> {
          began(call);
          writer.decided(call, START.plusMillis(10), Status.BUSY_HERE);
          writer.ended(call, START.plusMillis(90), null);
        });
    awaitEnded(call);
    assertThat(stored.row(call).outcome()).isEqualTo(CallOutcome.BUSY);
    assertThat(stored.row(call).endedAt()).isEqualTo(1_000_010);
  }

  @Test
  void what_voice_mail_told_the_caller_is_in_the_history_of_a_call_that_nobody_took() {
    UUID kept = new UUID(5, 1);
    UUID none = new UUID(5, 2);
    loop.execute(
        () -> {
          for (UUID call : List.of(kept, none)) {
            began(call);
            writer.decided(call, START.plusMillis(10), Status.BUSY_HERE);
            writer.voicemail(call, false);
          }
        });
    awaitEnded(kept);
    awaitEnded(none);
    assertThat(stored.row(kept).status()).isEqualTo(204);
    loop.execute(() -> writer.voicemail(kept, true));
    await(() -> stored.row(kept).status() == 200);
    assertThat(stored.row(none).status()).isEqualTo(204);
    assertThat(stored.row(kept).outcome()).as("the callee's side").isEqualTo(CallOutcome.BUSY);
    assertThat(stored.row(kept).answeredAt()).isNull();
    assertThat(HistoryEntry.of(stored.row(kept), 1).missed()).isTrue();
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
  void closing_after_the_loop_has_ended_is_nothing() {
    loop.shutdown();
    writer.close();
    assertThat(stored.statements()).isZero();
  }

  @Test
  void what_is_left_when_the_database_goes_away_between_two_pieces_is_written_later() {
    List<UUID> calls = calls(9, 1000);
    stored.missAfter(3);
    beganAndDecided(calls, Status.BUSY_HERE);
    calls.forEach(this::awaitEnded);
    assertThat(stored.statements()).isEqualTo(3 + 5);
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
              writer.ended(call, START.plusMillis(20), null);
              stored.away(false);
            },
            500,
            TimeUnit.MILLISECONDS);
    awaitEnded(call);
    assertThat(stored.row(call).answeredAt()).isEqualTo(1_000_010);
  }
}
