// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.location;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** A storage that can be away. */
final class MemoryStorage implements BindingStorage {
  private final Map<String, Entry> rows = new LinkedHashMap<>();
  final AtomicInteger batches = new AtomicInteger();
  volatile boolean away;

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
  public synchronized List<Entry> load(long now) {
    if (away) {
      throw new IllegalStateException("no database");
    }
    List<Entry> out = new ArrayList<>();
    for (Entry e : rows.values()) {
      Binding b = Objects.requireNonNull(e.binding());
      out.add(Entry.put(e.account(), lastingAsStored(b)));
    }
    return out;
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
