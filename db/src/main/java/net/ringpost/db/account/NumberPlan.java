// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.account;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import net.ringpost.db.Sql;

/**
 * Numbers for those who ask for none: the next free one from the start of the plan on. A number
 * that was taken for a sign-up that then failed is not given again.
 */
final class NumberPlan {
  private final Sql sql;
  private final long start;

  NumberPlan(Sql sql, long start) {
    this.sql = sql;
    this.start = start;
    sql.update("INSERT IGNORE INTO number_plan (start, next) VALUES (?, ?)", start, start);
  }

  /**
   * Takes {@code count} numbers, in a transaction of its own so that sign-ups do not wait for each
   * other.
   */
  List<String> take(int count) {
    List<String> free = new ArrayList<>(count);
    while (free.size() < count) {
      int missing = count - free.size();
      free.addAll(sql.transaction(connection -> reserve(connection, missing)));
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
      if (Sql.list(connection, "SELECT 1 FROM name WHERE canonical = ?", row -> 1, name)
          .isEmpty()) {
        free.add(name);
      }
    }
    return free;
  }
}
