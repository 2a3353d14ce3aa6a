// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.location;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import net.ringpost.db.location.BindingChange;
import net.ringpost.db.location.BindingRow;
import net.ringpost.db.location.BindingStore;
import net.ringpost.sip.registrar.Binding;
import net.ringpost.sip.registrar.ContactRoute;
import net.ringpost.sip.registrar.RegistrarRules;

/**
 * Bindings in the database, where their times are those of the wall clock. What is read again lasts
 * as long as any refresh can have been granted for; a terminal that vanished is so missed later.
 */
public final class StoredBindings implements BindingStorage {
  private final BindingStore store;
  private final InstantSource wallClock;

  /** In this store. */
  public StoredBindings(BindingStore store, InstantSource wallClock) {
    this.store = store;
    this.wallClock = wallClock;
  }

  @Override
  public void write(List<Entry> entries, long now) {
    List<BindingChange> changes = new ArrayList<>(entries.size());
    for (Entry e : entries) {
      Binding b = e.binding();
      changes.add(
          b == null
              ? new BindingChange.Remove(e.account(), e.key())
              : new BindingChange.Put(e.key(), row(e.account(), b, now)));
    }
    store.apply(changes);
  }

  private BindingRow row(long account, Binding b, long now) {
    return new BindingRow(
        account,
        b.contact(),
        b.instance(),
        b.regId(),
        b.callId(),
        b.cseq(),
        b.q(),
        wallClock.millis() + TimeUnit.NANOSECONDS.toMillis(b.storedUntil() - now),
        FlowText.of(new ContactRoute(b.flow(), b.direct())));
  }

  @Override
  public void load(long now, Consumer<Entry> told) {
    store.removeExpired(wallClock.millis());
    store.loadAll(
        row -> {
          ContactRoute reach = FlowText.parse(row.flow());
          if (reach != null) {
            told.accept(Entry.put(row.accountKey(), binding(row, reach, now)));
          }
        });
  }

  private Binding binding(BindingRow row, ContactRoute reach, long now) {
    long left = TimeUnit.MILLISECONDS.toNanos(row.expiresAt() - wallClock.millis());
    // However the wall clock was set meanwhile, nothing lasts longer than the longest registration.
    long longest = TimeUnit.SECONDS.toNanos(RegistrarRules.MAX_EXPIRES);
    long expiresAt = now + Math.min(left, longest);
    return new Binding(
        row.contact(),
        row.instance(),
        row.regId(),
        row.callId(),
        row.cseq(),
        row.q(),
        expiresAt - longest,
        expiresAt,
        Math.max(expiresAt, now + Math.min(left, 2 * longest)),
        reach.flow(),
        reach.direct());
  }
}
