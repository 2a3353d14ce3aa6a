// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Random;
import net.ringpost.sip.engine.PackedTransactions.Kind;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.transaction.Timers;
import org.junit.jupiter.api.Test;

class PackedTransactionsTest {
  private final TimerQueue deadlines = new TimerQueue();
  private final PackedTransactions lingering = new PackedTransactions(deadlines);

  private static TransactionKey key(int n) {
    return new TransactionKey("z9hG4bK" + n + "@십.example:5060", Method.OPTIONS);
  }

  private static byte[] what(int n, int length) {
    byte[] text = new byte[length];
    byte[] mark = ("answer " + n).getBytes(StandardCharsets.UTF_8);
    System.arraycopy(mark, 0, text, 0, mark.length);
    return text;
  }

  private void pass(long now) {
    for (QueuedTimer t = deadlines.poll(now); t != null; t = deadlines.poll(now)) {
      t.onDue(now);
    }
  }

  @Test
  void each_is_found_until_its_time_is_over_whatever_came_before_and_after() {
    Random random = new Random(7);
    Deque<Integer> kept = new ArrayDeque<>();
    int next = 0;
    // Grows to some thousands, shrinks to nothing, and begins anew; 250 bytes fill many pages.
    for (int now = 0; now < 60_000; now++) {
      boolean busy = now / 10_000 % 2 == 0;
      for (int i = busy ? random.nextInt(3) : 0; i > 0; i--) {
        lingering.add(Kind.ANSWERED, key(next), what(next, 20 + random.nextInt(500)), now + 4_000);
        kept.add(now);
        next++;
      }
      pass(now);
      while (!kept.isEmpty() && kept.getFirst() + 4_000 <= now) {
        kept.removeFirst();
      }
      assertThat(lingering.size()).isEqualTo(kept.size());
      int oldest = next - kept.size();
      assertThat(lingering.find(Kind.ANSWERED, key(oldest - 1))).isNull();
      assertThat(lingering.find(Kind.ANSWERED, key(next))).isNull();
      if (!kept.isEmpty()) {
        int any = oldest + random.nextInt(kept.size());
        var found = Objects.requireNonNull(lingering.find(Kind.ANSWERED, key(any)));
        assertThat(found).isEqualTo(what(any, found.length));
      }
    }
    assertThat(next).isGreaterThan(20_000);
    assertThat(deadlines.next()).isEqualTo(Timers.NEVER);
  }

  @Test
  void same_key_of_another_kind_is_another() {
    lingering.add(Kind.BRANCH, key(1), what(1, 40), 100);
    assertThat(lingering.find(Kind.ANSWERED, key(1))).isNull();
    assertThat(lingering.find(Kind.ACCEPTED, key(1))).isNull();
    assertThat(lingering.find(Kind.BRANCH, key(1))).isEqualTo(what(1, 40));
  }

  @Test
  void earlier_end_of_one_that_is_added_later_waits_for_those_before() {
    lingering.add(Kind.ANSWERED, key(1), what(1, 40), 100);
    lingering.add(Kind.ANSWERED, key(2), what(2, 40), 90);
    pass(95);
    assertThat(lingering.find(Kind.ANSWERED, key(2))).isNotNull();
    pass(100);
    assertThat(lingering.size()).isZero();
  }

  @Test
  void same_branch_of_another_method_is_another() {
    lingering.add(Kind.ANSWERED, key(1), what(1, 40), 100);
    assertThat(lingering.find(Kind.ANSWERED, new TransactionKey(key(1).branch(), Method.MESSAGE)))
        .isNull();
    assertThat(lingering.find(Kind.ANSWERED, key(1))).isEqualTo(what(1, 40));
  }

  @Test
  void answer_longer_than_a_page_is_kept_too() {
    lingering.add(Kind.ANSWERED, key(1), what(1, 40), 100);
    lingering.add(Kind.ANSWERED, key(2), what(2, PagedByteQueue.SIZE + 1), 101);
    lingering.add(Kind.ANSWERED, key(3), what(3, 40), 102);
    pass(100);
    assertThat(lingering.find(Kind.ANSWERED, key(2))).isEqualTo(what(2, PagedByteQueue.SIZE + 1));
    pass(101);
    assertThat(lingering.find(Kind.ANSWERED, key(2))).isNull();
    assertThat(lingering.find(Kind.ANSWERED, key(3))).isEqualTo(what(3, 40));
  }
}
