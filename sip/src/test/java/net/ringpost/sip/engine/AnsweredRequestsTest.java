// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Random;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.PackedResponse;
import net.ringpost.sip.transaction.NonInviteServer;
import net.ringpost.sip.transaction.Timers;
import org.junit.jupiter.api.Test;

class AnsweredRequestsTest {
  private final Deadlines deadlines = new Deadlines();
  private final AnsweredRequests answered = new AnsweredRequests(deadlines, 1);

  private static TransactionKey key(int n) {
    return new TransactionKey("z9hG4bK" + n + "@십.example:5060", Method.OPTIONS);
  }

  private static NonInviteServer.Completed completed(int n, int length, long endAt) {
    byte[] text = new byte[length];
    byte[] mark = ("answer " + n).getBytes(StandardCharsets.UTF_8);
    System.arraycopy(mark, 0, text, 0, mark.length);
    return new NonInviteServer.Completed(PackedResponse.of(text), endAt);
  }

  private void pass(long now) {
    for (Timed t = deadlines.poll(now); t != null; t = deadlines.poll(now)) {
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
        answered.add(key(next), completed(next, 20 + random.nextInt(500), now + 4_000));
        kept.add(now);
        next++;
      }
      pass(now);
      while (!kept.isEmpty() && kept.getFirst() + 4_000 <= now) {
        kept.removeFirst();
      }
      assertThat(answered.size()).isEqualTo(kept.size());
      int oldest = next - kept.size();
      assertThat(answered.find(key(oldest - 1))).isNull();
      assertThat(answered.find(key(next))).isNull();
      if (!kept.isEmpty()) {
        int any = oldest + random.nextInt(kept.size());
        var found = Objects.requireNonNull(answered.find(key(any))).response();
        assertThat(found).isEqualTo(completed(any, found.size(), 0).response());
      }
    }
    assertThat(next).isGreaterThan(20_000);
    assertThat(deadlines.next()).isEqualTo(Timers.NEVER);
  }

  @Test
  void same_branch_of_another_method_is_another() {
    answered.add(key(1), completed(1, 40, 100));
    assertThat(answered.find(new TransactionKey(key(1).branch(), Method.MESSAGE))).isNull();
    assertThat(answered.find(key(1))).isEqualTo(completed(1, 40, 100));
  }

  @Test
  void answer_longer_than_a_page_is_kept_too() {
    answered.add(key(1), completed(1, 40, 100));
    answered.add(key(2), completed(2, Pages.SIZE + 1, 101));
    answered.add(key(3), completed(3, 40, 102));
    pass(100);
    assertThat(answered.find(key(2))).isEqualTo(completed(2, Pages.SIZE + 1, 101));
    pass(101);
    assertThat(answered.find(key(2))).isNull();
    assertThat(answered.find(key(3))).isEqualTo(completed(3, 40, 102));
  }
}
