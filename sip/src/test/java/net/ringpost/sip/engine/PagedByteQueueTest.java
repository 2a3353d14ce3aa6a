// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PagedByteQueueTest {
  private record Kept(long place, int length, int mark) {}

  @Test
  void records_are_found_at_their_places_also_where_the_numbers_begin_again() {
    PagedByteQueue pages = new PagedByteQueue(PagedByteQueue.NUMBERS - 20);
    Deque<Kept> kept = new ArrayDeque<>();
    Random random = new Random(7);
    long lowest = Long.MAX_VALUE;
    for (int mark = 0; mark < 2_000; mark++) {
      int length = 1 + Integer.BYTES + random.nextInt(PagedByteQueue.SIZE / 16);
      pages.append(length).putInt(mark).put(new byte[length - Integer.BYTES]);
      kept.add(new Kept(pages.last(), length, mark));
      lowest = Math.min(lowest, pages.last());
      while (kept.size() > 500) {
        Kept oldest = kept.removeFirst();
        assertThat(pages.first()).isEqualTo(oldest.place());
        pages.dropFirst(oldest.length());
      }
      if (mark % 50 == 0) {
        for (Kept k : kept) {
          assertThat(pages.at(k.place()).getInt()).isEqualTo(k.mark());
        }
        assertThat(kept.stream().map(Kept::place)).doesNotHaveDuplicates();
      }
    }
    // Its number was 0: they did begin again.
    assertThat(lowest).isLessThan(PagedByteQueue.SIZE);
  }
}
