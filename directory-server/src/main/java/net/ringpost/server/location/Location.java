// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.location;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import net.ringpost.server.packed.LongTable;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.registrar.Binding;
import net.ringpost.sip.registrar.BindingUpdate;
import net.ringpost.sip.registrar.Bindings;
import net.ringpost.sip.registrar.RegisterRequest;
import net.ringpost.sip.registrar.RegistrarOutcome;
import net.ringpost.sip.registrar.RegistrarRules;

/**
 * Where each number's terminals are now: in memory, backed by a {@link BindingStorage}. What is
 * changed is changed on the signalling loop; anybody may look.
 *
 * <p>Looking sees a registration at once. It is acknowledged when it is stored, so that whatever
 * was acknowledged survives the process. While the database is away, only what is already stored is
 * acknowledged for longer.
 */
public final class Location {
  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long SWEEP_SECONDS = 4;
  private static final int PAGE = 1000;

  /** Each number's terminals, as {@link PackedBindings}. */
  private final LongTable byAccount = new LongTable();

  private final PackedBindings packing = new PackedBindings();
  private final Map<Long, Set<Long>> accountsByConnection = new HashMap<>();

  /** Bindings that were never stored yet. */
  private final Set<Binding> unstored = new HashSet<>();

  private final BindingStorage storage;
  private final ScheduledExecutorService loop;
  private final ExecutorService writer;
  private final LongSupplier clock;
  private final Consumer<RegistrationEvent> listener;
  private final BindingWriter journal;
  private final ExpiryCalendar calendar;
  private volatile boolean loaded;
  private volatile int size;

  /**
   * Knows nothing until {@link #start}.
   *
   * @param loop the one thread of signalling
   * @param writer one thread that may block
   * @param clock {@code System::nanoTime}, outside tests
   * @param listener told of each terminal that comes or goes, on the loop
   */
  public Location(
      BindingStorage storage,
      ScheduledExecutorService loop,
      ExecutorService writer,
      LongSupplier clock,
      Consumer<RegistrationEvent> listener) {
    this.storage = storage;
    this.loop = loop;
    this.writer = writer;
    this.clock = clock;
    this.listener = listener;
    this.journal = new BindingWriter(storage, loop, writer, clock, GATHER_NANOS);
    this.calendar = new ExpiryCalendar(clock.getAsLong());
  }

  /** Reads what is stored, trying again each second until it can be read, and starts expiry. */
  public void start() {
    writer.execute(this::load);
    var unused =
        loop.scheduleAtFixedRate(
            () -> calendar.turn(clock.getAsLong(), this::expire),
            SWEEP_SECONDS,
            SWEEP_SECONDS,
            TimeUnit.SECONDS);
  }

  private void load() {
    long now = clock.getAsLong();
    List<BindingStorage.Entry> some = new ArrayList<>(PAGE);
    loop.execute(this::forgetAll);
    try {
      storage.load(
          now,
          entry -> {
            some.add(entry);
            if (some.size() == PAGE) {
              hand(some, now);
            }
          });
    } catch (RuntimeException e) {
      System.getLogger(Location.class.getName())
          .log(System.Logger.Level.WARNING, "Registrations cannot be read: {0}", e.getMessage());
      var unused = loop.schedule(() -> writer.execute(this::load), 1, TimeUnit.SECONDS);
      return;
    }
    hand(some, now);
    loop.execute(() -> loaded = true);
  }

  /** What an attempt to read them brought that then failed. */
  private void forgetAll() {
    byAccount.clear();
    accountsByConnection.clear();
    size = 0;
  }

  /** A page at a time, so that the loop can answer in between. */
  private void hand(List<BindingStorage.Entry> some, long now) {
    List<BindingStorage.Entry> page = List.copyOf(some);
    some.clear();
    loop.execute(
        () -> {
          for (BindingStorage.Entry e : page) {
            Binding b = e.binding();
            if (b != null && b.live(now)) {
              Bindings had = known(e.account());
              keep(e.account(), had, had.replace(null, b));
              remember(e.account(), b);
            }
          }
        });
  }

  /** Whether what was stored has been read: before, nobody can be said to be away. */
  public boolean loaded() {
    return loaded;
  }

  /** The number's terminals; from any thread. */
  public Bindings bindings(long account, long now) {
    return known(account).live(now);
  }

  private Bindings known(long account) {
    byte[] packed = byAccount.get(account);
    return packed == null ? Bindings.NONE : PackedBindings.unpack(packed);
  }

  /** How many terminals are registered. */
  public int size() {
    return size;
  }

  /** How many changes wait for the database to come back; on the loop. */
  int owed() {
    return journal.owed();
  }

  /**
   * Does what a REGISTER asks for; on the loop.
   *
   * @param answer told on the loop, now or when it is stored; a refusal with 503 means that it
   *     could not be stored
   */
  public void register(
      long account,
      RegisterRequest asked,
      Flow source,
      boolean trusted,
      long now,
      Consumer<RegistrarOutcome> answer) {
    Bindings had = known(account);
    RegistrarOutcome outcome = RegistrarRules.decide(had, asked, source, trusted, now);
    if (!(outcome instanceof RegistrarOutcome.Granted granted) || granted.changes().isEmpty()) {
      answer.accept(outcome);
      return;
    }
    boolean storedBefore = granted.onlyRefreshes() && noneUnstored(granted);
    keep(account, had, granted.bindings());
    if (storedBefore && granted.covered()) {
      for (BindingUpdate c : granted.changes()) {
        stayed(account, (BindingUpdate.Refreshed) c);
      }
      answer.accept(granted);
      return;
    }
    List<BindingStorage.Entry> entries = apply(account, granted);
    journal.submit(entries, stored -> answer.accept(stored(granted, stored, storedBefore)));
  }

  private boolean noneUnstored(RegistrarOutcome.Granted granted) {
    if (unstored.isEmpty()) {
      return true;
    }
    for (BindingUpdate c : granted.changes()) {
      if (c instanceof BindingUpdate.Refreshed r && unstored.contains(r.old())) {
        return false;
      }
    }
    return true;
  }

  private List<BindingStorage.Entry> apply(long account, RegistrarOutcome.Granted granted) {
    Map<String, BindingStorage.Entry> entries = new LinkedHashMap<>();
    for (BindingUpdate change : granted.changes()) {
      BindingStorage.Entry entry =
          switch (change) {
            case BindingUpdate.Added a -> added(account, a.binding());
            case BindingUpdate.Refreshed r -> refreshed(account, r);
            case BindingUpdate.Removed r -> removed(account, r.old());
          };
      entries.put(entry.key(), entry);
    }
    return new ArrayList<>(entries.values());
  }

  private BindingStorage.Entry added(long account, Binding b) {
    unstored.add(b);
    remember(account, b);
    listener.accept(new RegistrationEvent.Came(account, b));
    return BindingStorage.Entry.put(account, b);
  }

  private BindingStorage.Entry refreshed(long account, BindingUpdate.Refreshed r) {
    if (unstored.remove(r.old())) {
      unstored.add(r.binding());
    }
    stayed(account, r);
    return BindingStorage.Entry.put(account, r.binding());
  }

  private void stayed(long account, BindingUpdate.Refreshed r) {
    Binding b = r.binding();
    // Else it is looked at when it would have ended, and noted anew then: see expire.
    if (b.expiresAt() - r.old().expiresAt() < 0) {
      calendar.note(account, b.expiresAt());
    }
    rememberConnection(account, b);
    listener.accept(new RegistrationEvent.Stayed(account, b));
  }

  private BindingStorage.Entry removed(long account, Binding b) {
    unstored.remove(b);
    forgetConnection(account, b);
    listener.accept(new RegistrationEvent.Left(account, b));
    return BindingStorage.Entry.remove(account, b);
  }

  private RegistrarOutcome stored(
      RegistrarOutcome.Granted granted, boolean stored, boolean storedBefore) {
    if (stored) {
      for (BindingUpdate c : granted.changes()) {
        if (c instanceof BindingUpdate.Added a) {
          unstored.remove(a.binding());
        } else if (c instanceof BindingUpdate.Refreshed r) {
          unstored.remove(r.binding());
        }
      }
      return granted;
    }
    return storedBefore
        ? granted
        : new RegistrarOutcome.Refused(
            Status.SERVICE_UNAVAILABLE, "The registration cannot be stored now", 0);
  }

  private void remember(long account, Binding b) {
    calendar.note(account, b.expiresAt());
    rememberConnection(account, b);
  }

  private void rememberConnection(long account, Binding b) {
    if (b.flow().connection() != 0) {
      accountsByConnection
          .computeIfAbsent(b.flow().connection(), c -> new HashSet<>(2))
          .add(account);
    }
  }

  private void forgetConnection(long account, Binding b) {
    long connection = b.flow().connection();
    Set<Long> accounts = connection == 0 ? null : accountsByConnection.get(connection);
    if (accounts == null) {
      return;
    }
    boolean others =
        known(account).all().stream().anyMatch(x -> x.flow().connection() == connection);
    if (!others && accounts.remove(account) && accounts.isEmpty()) {
      accountsByConnection.remove(connection);
    }
  }

  /**
   * A connection is closed: the terminals behind it can no longer be reached and will register anew
   * (RFC 5626 §4.4); on the loop.
   */
  public void connectionClosed(long connection) {
    Set<Long> accounts = accountsByConnection.remove(connection);
    if (accounts == null) {
      return;
    }
    for (long account : accounts) {
      drop(account, b -> b.flow().connection() == connection);
    }
  }

  /**
   * Ends all of a member's registrations, as when the password was changed: until a terminal
   * registers anew, nothing goes to it; on the loop.
   *
   * @param done told on the loop whether that is stored; if not, it will be as soon as it can be
   */
  public void unregisterAll(long account, Consumer<Boolean> done) {
    List<BindingStorage.Entry> gone = take(account, b -> true);
    if (gone.isEmpty()) {
      done.accept(true);
    } else {
      journal.submit(gone, done::accept);
    }
  }

  private void expire(long account) {
    long now = clock.getAsLong();
    drop(account, b -> !b.live(now));
    Bindings left = known(account);
    if (!left.isEmpty()) {
      calendar.note(account, left.firstEnd());
    }
  }

  /** How much is noted of when bindings end; on the loop. */
  int notes() {
    return calendar.size();
  }

  private void drop(long account, Predicate<Binding> gone) {
    List<BindingStorage.Entry> entries = take(account, gone);
    if (!entries.isEmpty()) {
      journal.submit(entries, stored -> {});
    }
  }

  /** Takes them out of memory; what is to be stored of it. */
  private List<BindingStorage.Entry> take(long account, Predicate<Binding> gone) {
    Bindings had = known(account);
    Bindings kept = had;
    List<Binding> out = new ArrayList<>(1);
    for (Binding b : had.all()) {
      if (gone.test(b)) {
        kept = kept.replace(b, null);
        out.add(b);
      }
    }
    if (out.isEmpty()) {
      return List.of();
    }
    keep(account, had, kept);
    List<BindingStorage.Entry> entries = new ArrayList<>(out.size());
    for (Binding b : out) {
      entries.add(removed(account, b));
    }
    return entries;
  }

  private void keep(long account, Bindings had, Bindings now) {
    if (now.isEmpty()) {
      byAccount.remove(account);
    } else {
      byAccount.write(account, packing.pack(now));
    }
    size = size + now.size() - had.size();
  }
}
