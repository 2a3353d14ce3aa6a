// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.location;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import net.ringpost.sip.registrar.Binding;

/** A storage that can be away. */
final class MemoryStorage implements BindingStorage {
  private final Map<String, Entry> rows = new LinkedHashMap<>();
  final AtomicInteger batches = new AtomicInteger();
  volatile boolean away;

  /** Whether reading ends before the last. */
  volatile boolean breaks;

  @Override
  public synchronized void write(List<Entry> entries, long now) {
    if (away) {
      throw new IllegalStateException("no database");
    }
    batches.incrementAndGet();
    for (Entry e : entries) {
      if (e.binding() == null) {
        rows.remove(e.account() + e.key());
      } else {
        rows.put(e.account() + e.key(), e);
      }
    }
  }

  @Override
  public synchronized void load(long now, Consumer<Entry> told) {
    if (away) {
      throw new IllegalStateException("no database");
    }
    int left = rows.size();
    for (Entry e : rows.values()) {
      if (breaks && left-- == 1) {
        throw new IllegalStateException("the connection was lost");
      }
      Binding b = Objects.requireNonNull(e.binding());
      told.accept(Entry.put(e.account(), lastingAsStored(b)));
    }
  }

  private static Binding lastingAsStored(Binding b) {
    return new Binding(
        b.contact(),
        b.instance(),
        b.regId(),
        b.callId(),
        b.cseq(),
        b.q(),
        b.registeredAt(),
        b.storedUntil(),
        b.storedUntil(),
        b.flow(),
        b.direct());
  }

  synchronized int size() {
    return rows.size();
  }
}
