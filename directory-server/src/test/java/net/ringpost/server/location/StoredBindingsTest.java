// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.location;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import net.ringpost.db.location.BindingChange;
import net.ringpost.db.location.BindingRow;
import net.ringpost.db.location.BindingStore;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.registrar.Binding;
import org.junit.jupiter.api.Test;

class StoredBindingsTest {
  private static final long NOW = 1_000_000;
  private static final long HOUR = TimeUnit.HOURS.toNanos(1);
  private static final Flow UDP = Registers.udp("192.0.2.1", 5062);

  private final Rows rows = new Rows();
  private final StoredBindings stored = new StoredBindings(rows, () -> Instant.ofEpochSecond(100));

  /** As it is read again by a process that starts at the same moment. */
  private Binding readAgain(long expiresAt, long storedUntil) {
    Binding b =
        new Binding(
            "sip:1@192.0.2.1:5062", null, 0, "a", 1, 1000, NOW, expiresAt, storedUntil, UDP, true);
    stored.write(List.of(BindingStorage.Entry.put(7, b)), NOW);
    List<BindingStorage.Entry> found = new ArrayList<>();
    stored.load(NOW, found::add);
    return Objects.requireNonNull(found.getFirst().binding());
  }

  @Test
  void what_is_read_again_lasts_as_long_as_it_can_have_been_granted_for() {
    assertThat(readAgain(NOW + HOUR / 2, NOW + 2 * HOUR).expiresAt()).isEqualTo(NOW + HOUR);
    assertThat(readAgain(NOW + HOUR / 4, NOW + HOUR / 2).expiresAt()).isEqualTo(NOW + HOUR / 2);
  }

  @Test
  void a_refresh_after_a_start_need_not_be_stored_while_what_is_stored_outlasts_it() {
    assertThat(readAgain(NOW + HOUR, NOW + 2 * HOUR).storedUntil()).isEqualTo(NOW + 2 * HOUR);
  }

  private static final class Rows implements BindingStore {
    private final List<BindingRow> all = new ArrayList<>();

    @Override
    public void apply(List<BindingChange> changes) {
      all.clear();
      changes.forEach(c -> all.add(((BindingChange.Put) c).row()));
    }

    @Override
    public void loadAll(Consumer<BindingRow> consumer) {
      all.forEach(consumer);
    }

    @Override
    public int removeExpired(long before) {
      return 0;
    }
  }
}
