// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.account;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import net.ringpost.db.Sql;

/** Numbers for those who ask for none: the next free one from the start of the plan on. */
final class NumberPlan {
  private final long start;
  private final ReservedNames reserved;

  NumberPlan(Sql sql, long start, ReservedNames reserved) {
    this.start = start;
    this.reserved = reserved;
    sql.update("INSERT IGNORE INTO number_plan (start, next) VALUES (?, ?)", start, start);
  }

  /**
   * Takes {@code count} numbers within the transaction that signs their members up: if that is
   * undone, they are free again. Until its end others who ask for no number wait.
   *
   * @param spokenFor those that are given within the same transaction already
   */
  List<String> take(Connection connection, int count, Predicate<String> spokenFor)
      throws SQLException {
    List<String> free = new ArrayList<>(count);
    while (free.size() < count) {
      reserve(connection, count - free.size()).stream()
          .filter(number -> !spokenFor.test(number))
          .forEach(free::add);
    }
    return free;
  }

  // Those of the next numbers that nobody has asked for before.
  private List<String> reserve(Connection connection, int count) throws SQLException {
    Sql.update(
        connection,
        "UPDATE number_plan SET next = LAST_INSERT_ID(next) + ? WHERE start = ?",
        count,
        start);
    long first = Sql.list(connection, "SELECT LAST_INSERT_ID()", row -> row.getLong(1)).getFirst();
    List<String> free = new ArrayList<>(count);
    for (long number = first; number < first + count; number++) {
      String name = Long.toString(number);
      if (!reserved.has(name)
          && Sql.list(connection, "SELECT 1 FROM name WHERE canonical = ?", row -> 1, name)
              .isEmpty()) {
        free.add(name);
      }
    }
    return free;
  }
}
