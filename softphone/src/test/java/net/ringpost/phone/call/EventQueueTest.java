// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class EventQueueTest {
  private final CountDownLatch reads = new CountDownLatch(1);
  private final List<PhoneEvent> told = Collections.synchronizedList(new ArrayList<>());
  private final EventQueue queue = new EventQueue(this::read);

  private void read(PhoneEvent event) {
    try {
      reads.await();
      told.add(event);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static PhoneEvent statistics() {
    return new PhoneEvent.Statistics(1, 0, 0, 0, 0, 0, 0, 0, 0);
  }

  @Test
  void reader_that_is_slow_misses_statistics_and_nothing_else() {
    for (int i = 0; i < 20_000; i++) {
      queue.on(statistics());
      if (i % 4000 == 0) {
        queue.on(new PhoneEvent.Answered(i, "telephone"));
      }
    }
    reads.countDown();
    queue.close();
    assertThat(told).filteredOn(PhoneEvent.Answered.class::isInstance).hasSize(5);
    assertThat(told.size()).isLessThan(2000);
  }

  @Test
  void reader_that_never_reads_costs_a_bounded_room() {
    for (int i = 0; i < 50_000; i++) {
      queue.on(new PhoneEvent.Error("a stranger's call was refused"));
    }
    reads.countDown();
    queue.close();
    assertThat(told.size()).isBetween(1000, 20_000);
  }
}
