// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.history;

import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.ringpost.db.calling.CallEndRow;
import net.ringpost.db.calling.CallHistoryStore;
import net.ringpost.db.calling.CallRow;

/**
 * What is written together. It is not changed any more.
 *
 * @param rows new calls, and calls that are decided now
 * @param ends the ends of calls that are stored before or with these
 * @param statuses what voice mail made of calls that are stored before or with these
 */
record HistoryBatch(
    Map<UUID, CallRow> rows, Map<UUID, CallEndRow> ends, Map<UUID, Integer> statuses) {
  /** Fewer rows are not worth a statement: the database is at these for some two milliseconds. */
  private static final int LEAST_AT_ONCE = 100;

  /** More could be too much for one statement: 16 MiB, each of their texts at its longest. */
  private static final int MOST_AT_ONCE = 1000;

  /** Statements a batch is written in, within these limits. */
  private static final int STATEMENTS = 5;

  /** What the store is asked for, one after the other. Each may be run on any thread. */
  List<Runnable> statements(CallHistoryStore store) {
    List<Runnable> all = new ArrayList<>();
    for (List<CallRow> some : pieces(rows.values())) {
      all.add(() -> store.write(some));
    }
    for (List<UUID> some : pieces(ends.keySet())) {
      all.add(() -> store.end(some.stream().collect(toMap(call -> call, ends::get))));
    }
    for (List<UUID> some : pieces(statuses.keySet())) {
      all.add(() -> store.status(some.stream().collect(toMap(call -> call, statuses::get))));
    }
    return all;
  }

  private static <T> List<List<T>> pieces(Collection<T> all) {
    List<T> list = List.copyOf(all);
    int length = Math.clamp(Math.ceilDiv(list.size(), STATEMENTS), LEAST_AT_ONCE, MOST_AT_ONCE);
    List<List<T>> pieces = new ArrayList<>();
    for (int i = 0; i < list.size(); i += length) {
      pieces.add(list.subList(i, Math.min(list.size(), i + length)));
    }
    return pieces;
  }
}
