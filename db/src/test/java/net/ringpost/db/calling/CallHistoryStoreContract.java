// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.calling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import net.ringpost.db.Database;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every call history must do. */
interface CallHistoryStoreContract {
  Database database();

  private static CallRow call(
      UUID key,
      @Nullable Long from,
      @Nullable Long to,
      long at,
      @Nullable Long answered,
      @Nullable Long ended,
      CallOutcome outcome) {
    int status =
        outcome == CallOutcome.ANSWERED ? 200 : outcome == CallOutcome.NO_TERMINAL ? 480 : 0;
    return new CallRow(
        key, from, "1000", "Ada", to, "새벽", "Bo", at, answered, ended, outcome, status);
  }

  @Test
  default void page_hasCallsInAndOutNewestFirst() {
    long me = ThreadLocalRandom.current().nextLong(1L << 50);
    CallHistoryStore store = new JdbcCallHistoryStore(database());
    UUID first = UUID.randomUUID();
    CallRow in = call(UUID.randomUUID(), me + 1, me, 20, null, null, CallOutcome.NO_TERMINAL);
    CallRow self = call(UUID.randomUUID(), me, me, 30, 31L, 32L, CallOutcome.ANSWERED);
    store.write(List.of(call(first, me, null, 10, null, null, CallOutcome.IN_PROGRESS), in, self));
    CallRow ended = call(first, me, null, 10, 12L, 15L, CallOutcome.ANSWERED);
    store.write(List.of(ended));
    assertThat(store.page(me, Long.MAX_VALUE, 10)).containsExactly(self, in, ended);
    assertThat(store.page(me, 30, 1)).containsExactly(in);
  }

  @Test
  default void write_takesAnyTextAndAnyNumberOfRows() {
    long me = ThreadLocalRandom.current().nextLong(1, 1L << 50);
    CallHistoryStore store = new JdbcCallHistoryStore(database());
    List<String> texts =
        List.of(
            "it's \"so\" \\ said",
            "') , ($[0]) -- ",
            "{fn now()} {d '1999-01-01'} ? :a @b %s",
            "_utf8mb4 x'61'",
            "\u0000\u0001\t\r\n\u007f",
            "\ud83d\udc1e 전화 ☎",
            "\\u0041\\'",
            "null",
            "x".repeat(128));
    List<CallRow> rows = new ArrayList<>();
    for (int i = 0; i < 4100; i++) {
      String name = texts.get(i % texts.size());
      String address = i == 0 ? "é".repeat(512) : "sip:" + name;
      rows.add(
          new CallRow(
              UUID.randomUUID(),
              null,
              address,
              name,
              me,
              address,
              name,
              i + 1,
              null,
              (long) i + 2,
              CallOutcome.REDIRECTED,
              302));
    }
    store.write(rows);
    List<CallRow> read = store.page(me, 5000, 5000).reversed();
    assertThat(read).hasSize(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      assertThat(read.get(i)).isEqualTo(rows.get(i));
    }
  }

  @Test
  default void end_isNotedOnce() {
    long me = ThreadLocalRandom.current().nextLong(1L << 50);
    CallHistoryStore store = new JdbcCallHistoryStore(database());
    UUID key = UUID.randomUUID();
    store.write(List.of(call(key, me, null, 10, 12L, null, CallOutcome.ANSWERED)));
    UUID second = UUID.randomUUID();
    store.write(List.of(call(second, me, null, 11, 12L, null, CallOutcome.ANSWERED)));
    CallEndRow noMatter = new CallEndRow(16, 0);
    store.end(
        Map.of(
            key,
            new CallEndRow(15, 0),
            UUID.randomUUID(),
            noMatter,
            second,
            new CallEndRow(18, 488)));
    store.end(Map.of(key, new CallEndRow(17, 488), second, noMatter));
    List<CallRow> read = store.page(me, 100, 10);
    assertThat(read).extracting(CallRow::endedAt).containsExactly(18L, 15L);
    assertThat(read)
        .extracting(CallRow::outcome)
        .containsExactly(CallOutcome.FAILED, CallOutcome.ANSWERED);
    assertThat(read.getFirst().status()).isEqualTo(488);
    assertThat(read.getLast().status()).isNotEqualTo(488);
    assertThat(read).extracting(CallRow::answeredAt).containsExactly(12L, 12L);
  }

  @Test
  default void status_isChangedAndNothingElse() {
    long me = ThreadLocalRandom.current().nextLong(1L << 50);
    CallHistoryStore store = new JdbcCallHistoryStore(database());
    CallRow one = call(UUID.randomUUID(), me, null, 10, null, 12L, CallOutcome.NO_TERMINAL);
    CallRow other = call(UUID.randomUUID(), me, null, 11, null, 12L, CallOutcome.NO_TERMINAL);
    store.write(List.of(one, other));
    store.status(Map.of(one.key(), CallRow.MESSAGE_KEPT, UUID.randomUUID(), CallRow.NO_MESSAGE));
    assertThat(store.page(me, 100, 10))
        .containsExactly(other, one.withStatus(CallRow.MESSAGE_KEPT));
  }

  @Test
  default void missUndecided_endsWhatRangBeforeAndNothingElse() {
    long me = ThreadLocalRandom.current().nextLong(1L << 50);
    CallHistoryStore store = new JdbcCallHistoryStore(database());
    // Later than all that other tests write, but for their keys that no time is in.
    long start = Instant.parse("2065-01-24T05:20:00Z").toEpochMilli();
    store.write(
        List.of(
            at(start - Duration.ofHours(2).toMillis(), me, CallOutcome.IN_PROGRESS),
            at(start - Duration.ofMinutes(59).toMillis(), me, CallOutcome.IN_PROGRESS),
            at(start - 2000, me, CallOutcome.CANCELLED),
            at(start - 1000, me, CallOutcome.IN_PROGRESS),
            at(start - 1, me, CallOutcome.ANSWERED),
            at(start, me, CallOutcome.IN_PROGRESS)));
    assertThat(store.missUndecided(start)).isEqualTo(2);
    assertThat(store.missUndecided(start)).isZero();
    assertThat(store.page(me, Long.MAX_VALUE, 10))
        .extracting(CallRow::outcome)
        .containsExactly(
            CallOutcome.IN_PROGRESS,
            CallOutcome.ANSWERED,
            CallOutcome.MISSED,
            CallOutcome.CANCELLED,
            CallOutcome.MISSED,
            CallOutcome.IN_PROGRESS);
  }

  @Test
  default void missUndecided_findsNothingBeforeTheFirstCall() {
    assertThat(new JdbcCallHistoryStore(database()).missUndecided(0)).isZero();
  }

  /** A call to a member, with a key of its time. */
  private static CallRow at(long millis, long callee, CallOutcome outcome) {
    UUID key = new UUID(millis << 16 | 0x7000, ThreadLocalRandom.current().nextLong());
    return call(key, null, callee, millis, null, null, outcome);
  }
}
