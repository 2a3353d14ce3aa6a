// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.location;

import java.lang.System.Logger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes changes durable, many in one transaction: what comes in within some milliseconds is written
 * together, and each sender is told when its batch is committed. All methods are called on the
 * signalling loop; the writing happens on another thread.
 */
final class BindingWriter {
  /** Told on the loop whether the changes are stored. */
  interface Done {
    void stored(boolean yes);
  }

  private static final Logger LOG = System.getLogger(BindingWriter.class.getName());

  /** After a failure, how long nothing is tried: each attempt can take a connection's timeout. */
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(1);

  private record Name(long account, String key) {}

  /** Where the next batch is. */
  private enum Batch {
    /** Nobody waits for it. */
    IDLE,
    /** Gathered until its time has come. */
    PLANNED,
    /** With the writer; the one after it is planned when it is back. */
    BEING_WRITTEN
  }

  private final BindingStorage storage;
  private final ScheduledExecutorService loop;
  private final ExecutorService writer;
  private final LongSupplier clock;
  private final long gatherNanos;

  /** What the next batch holds: of several changes to one terminal the last. */
  private Map<Name, BindingStorage.Entry> gathered = new LinkedHashMap<>();

  private List<Done> waiting = new ArrayList<>();

  /** What was promised, or happened by itself, and could not be written. */
  private final Map<Name, BindingStorage.Entry> owed = new LinkedHashMap<>();

  /** Not before then is the next batch written. */
  private long nextFlush;

  private Batch batch = Batch.IDLE;

  private boolean retryPlanned;
  private long restUntil;
  private boolean down;

  /**
   * @param writer one thread that may block
   * @param clock {@code System::nanoTime}, outside tests
   * @param gatherNanos how long after the beginning of a batch the next one begins at the earliest:
   *     for so long changes are gathered; one that comes after a silence is written at once
   */
  BindingWriter(
      BindingStorage storage,
      ScheduledExecutorService loop,
      ExecutorService writer,
      LongSupplier clock,
      long gatherNanos) {
    this.storage = storage;
    this.loop = loop;
    this.writer = writer;
    this.clock = clock;
    this.gatherNanos = gatherNanos;
    this.nextFlush = clock.getAsLong();
  }

  /** Writes these changes with the next batch. */
  void submit(List<BindingStorage.Entry> entries, Done done) {
    for (BindingStorage.Entry e : entries) {
      Name name = new Name(e.account(), e.key());
      owed.remove(name);
      gathered.put(name, e);
    }
    waiting.add(done);
    plan();
  }

  /** Writes these changes whenever the database is there. */
  void owe(List<BindingStorage.Entry> entries) {
    for (BindingStorage.Entry e : entries) {
      Name name = new Name(e.account(), e.key());
      if (!gathered.containsKey(name)) {
        owed.put(name, e);
      }
    }
    planRetry();
  }

  /** How many changes wait for the database to come back. */
  int owed() {
    return owed.size();
  }

  private void plan() {
    if (batch == Batch.IDLE) {
      batch = Batch.PLANNED;
      long wait = Math.max(0, nextFlush - clock.getAsLong());
      var unused = loop.schedule(this::flush, wait, TimeUnit.NANOSECONDS);
    }
  }

  private void planRetry() {
    if (!retryPlanned && !(owed.isEmpty() && gathered.isEmpty())) {
      retryPlanned = true;
      var unused = loop.schedule(this::retry, REST_NANOS, TimeUnit.NANOSECONDS);
    }
  }

  private void retry() {
    retryPlanned = false;
    plan();
  }

  private void flush() {
    batch = Batch.IDLE;
    if (down && clock.getAsLong() - restUntil < 0) {
      finished(false, takeWaiting());
      return;
    }
    nextFlush = clock.getAsLong() + gatherNanos;
    owed.forEach(gathered::putIfAbsent);
    owed.clear();
    List<BindingStorage.Entry> entries = List.copyOf(gathered.values());
    gathered = new LinkedHashMap<>();
    List<Done> told = takeWaiting();
    batch = Batch.BEING_WRITTEN;
    writer.execute(() -> write(entries, told));
  }

  private List<Done> takeWaiting() {
    List<Done> told = waiting;
    waiting = new ArrayList<>();
    return told;
  }

  private void write(List<BindingStorage.Entry> entries, List<Done> told) {
    RuntimeException failure = null;
    try {
      storage.write(entries, clock.getAsLong());
    } catch (RuntimeException e) {
      failure = e;
    }
    RuntimeException why = failure;
    loop.execute(() -> written(entries, told, why));
  }

  private void written(
      List<BindingStorage.Entry> entries, List<Done> told, @Nullable RuntimeException failure) {
    batch = Batch.IDLE;
    if (failure != null) {
      report(failure);
      restUntil = clock.getAsLong() + REST_NANOS;
      owe(entries);
    } else if (down) {
      LOG.log(Logger.Level.INFO, "The database is back; registrations are stored again.");
    }
    down = failure != null;
    finished(failure == null, told);
  }

  private void report(RuntimeException failure) {
    if (!down) {
      LOG.log(
          Logger.Level.WARNING,
          "Registrations cannot be stored: {0}. Calls between registered terminals go on; new"
              + " registrations are answered 503 until the database is back.",
          failure.getMessage());
    }
  }

  private void finished(boolean stored, List<Done> told) {
    for (Done d : told) {
      d.stored(stored);
    }
    if (waiting.isEmpty()) {
      planRetry();
    } else {
      plan();
    }
  }
}
