// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import net.ringpost.db.calling.CallOutcome;
import net.ringpost.db.calling.CallRow;
import net.ringpost.server.history.HistoryWriting.Unwritten;
import net.ringpost.sip.message.Status;
import org.junit.jupiter.api.Test;

class UnwrittenCallsTest {
  private static final Instant START = Instant.ofEpochMilli(1_000_000);
  private static final UUID FIRST = new UUID(0, 1);
  private static final UUID SECOND = new UUID(0, 2);
  private static final UUID THIRD = new UUID(0, 3);

  private final UnwrittenCalls calls = new UnwrittenCalls(2);

  private void began(UUID call) {
    calls.began(new CallLog.Attempt(call, START, null, "sip:a@far.test", null, "1000"));
  }

  private void beganAndDecided(UUID call) {
    began(call);
    calls.decided(call, START.plusMillis(10), Status.BUSY_HERE);
  }

  private static CallRow row(HistoryBatch batch, UUID call) {
    return Objects.requireNonNull(batch.rows().get(call));
  }

  @Test
  void call_is_written_as_under_way_at_the_second_tick() {
    assertThat(calls.left()).isEqualTo(Unwritten.NOTHING);
    began(FIRST);
    assertThat(calls.left()).isEqualTo(Unwritten.BEGUN);
    calls.tick();
    assertThat(calls.left()).isEqualTo(Unwritten.BEGUN);
    calls.tick();
    assertThat(calls.left()).isEqualTo(Unwritten.ROWS);
    assertThat(row(calls.take(), FIRST).outcome()).isEqualTo(CallOutcome.IN_PROGRESS);
    assertThat(calls.left()).isEqualTo(Unwritten.NOTHING);
    calls.decided(FIRST, START.plusMillis(600), Status.DECLINE);
    assertThat(row(calls.take(), FIRST).outcome()).isEqualTo(CallOutcome.DECLINED);
  }

  @Test
  void call_is_decided_once() {
    beganAndDecided(FIRST);
    calls.decided(FIRST, START.plusMillis(20), Status.OK);
    assertThat(row(calls.take(), FIRST).outcome()).isEqualTo(CallOutcome.BUSY);
  }

  @Test
  void what_happened_while_it_could_not_be_written_counts() {
    began(FIRST);
    calls.tick();
    calls.tick();
    HistoryBatch batch = calls.take();
    calls.decided(FIRST, START.plusMillis(900), Status.DECLINE);
    calls.putBack(batch);
    assertThat(row(calls.take(), FIRST).outcome()).isEqualTo(CallOutcome.DECLINED);
  }

  @Test
  void latest_rows_are_kept_also_those_that_came_while_it_was_tried() {
    beganAndDecided(FIRST);
    beganAndDecided(SECOND);
    HistoryBatch batch = calls.take();
    beganAndDecided(THIRD);
    calls.putBack(batch);
    assertThat(calls.take().rows()).containsOnlyKeys(SECOND, THIRD);
  }

  @Test
  void latest_ends_and_statuses_are_kept() {
    for (UUID call : new UUID[] {FIRST, SECOND}) {
      calls.ended(call, START, null);
      calls.voicemail(call, true);
    }
    HistoryBatch batch = calls.take();
    calls.ended(THIRD, START, null);
    calls.voicemail(THIRD, true);
    calls.putBack(batch);
    HistoryBatch kept = calls.take();
    assertThat(kept.ends()).containsOnlyKeys(SECOND, THIRD);
    assertThat(kept.statuses()).containsOnlyKeys(SECOND, THIRD);
  }
}
