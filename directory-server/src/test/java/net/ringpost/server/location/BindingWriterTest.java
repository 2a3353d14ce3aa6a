// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.location;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.ringpost.server.ManualLoop;
import net.ringpost.sip.registrar.Binding;
import org.junit.jupiter.api.Test;

class BindingWriterTest {
  private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long GATHER = 10 * MS;

  private final ManualLoop loop = new ManualLoop();
  private final MemoryStorage storage = new MemoryStorage();
  private final BindingWriter journal = new BindingWriter(storage, loop, loop, loop::now, GATHER);
  private final List<Boolean> told = new ArrayList<>();
  private long accounts;

  private void change() {
    change(journal);
  }

  private void change(BindingWriter journal) {
    Binding binding =
        new Binding(
            "sip:a@192.0.2.1:5062",
            null,
            0,
            "call",
            1,
            1000,
            loop.now(),
            loop.now() + TimeUnit.HOURS.toNanos(1),
            loop.now() + TimeUnit.HOURS.toNanos(2),
            Registers.udp("192.0.2.1", 5062),
            true);
    journal.submit(List.of(BindingStorage.Entry.put(++accounts, binding)), told::add);
  }

  @Test
  void change_after_a_silence_is_written_at_once() {
    change();
    loop.settle();
    assertThat(told).containsExactly(true);
    loop.advance(GATHER);
    change();
    loop.settle();
    assertThat(told).hasSize(2);
    assertThat(storage.batches.get()).isEqualTo(2);
  }

  @Test
  void what_comes_soon_after_a_batch_is_gathered() {
    change();
    loop.settle();
    for (int i = 0; i < 9; i++) {
      loop.advance(MS);
      change();
    }
    assertThat(told).hasSize(1);
    loop.advance(MS);
    assertThat(told).hasSize(10).doesNotContain(false);
    assertThat(storage.batches.get()).isEqualTo(2);
    assertThat(storage.size()).isEqualTo(10);
  }

  @Test
  void what_comes_while_a_batch_is_being_written_waits_for_it_and_goes_together() {
    ManualLoop slow = new ManualLoop();
    BindingWriter journal = new BindingWriter(storage, loop, slow, loop::now, GATHER);
    change(journal);
    loop.settle();
    for (int i = 0; i < 3; i++) {
      change(journal);
      loop.advance(2 * GATHER);
    }
    slow.settle();
    loop.settle();
    assertThat(storage.batches.get()).isEqualTo(1);
    assertThat(told).containsExactly(true);
    slow.settle();
    loop.settle();
    assertThat(storage.batches.get()).isEqualTo(2);
    assertThat(told).hasSize(4).doesNotContain(false);
  }

  @Test
  void what_is_owed_is_written_when_the_database_is_back() {
    storage.away = true;
    change();
    loop.settle();
    assertThat(told).containsExactly(false);
    assertThat(journal.owed()).isEqualTo(1);
    storage.away = false;
    loop.advance(TimeUnit.SECONDS.toNanos(3));
    assertThat(journal.owed()).isZero();
    assertThat(storage.size()).isEqualTo(1);
  }
}
