// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.account;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import net.ringpost.db.Sql;

/** The one name space of IDs and numbers. */
final class NameTable {
  private NameTable() {}

  /**
   * Why {@code name} cannot be given as {@code field}; empty if it can, as far as other
   * transactions allow.
   */
  static Optional<Creation> objection(
      Connection connection, String field, String written, MemberName name) throws SQLException {
    if (!Sql.list(connection, "SELECT 1 FROM name WHERE canonical = ?", row -> 1, name.canonical())
        .isEmpty()) {
      return Optional.of(new Creation.Taken(field, written));
    }
    // Only the look of another script is refused: 1l and 11 in one script are everybody's own
    // business.
    return Sql.list(
            connection,
            "SELECT canonical FROM name WHERE skeleton = ? LIMIT 10",
            row -> row.getString(1),
            name.skeleton())
        .stream()
        .filter(existing -> Script.differ(existing, name.canonical()))
        .findFirst()
        .map(existing -> new Creation.LooksLike(field, written, existing));
  }

  /** Frees the names of members who left long enough ago. Blocks. */
  static int release(Sql sql, long now) {
    // Read before they are deleted by key: a DELETE over the range would lock what others insert.
    List<String> free =
        sql.list("SELECT canonical FROM name WHERE free_at <= ?", row -> row.getString(1), now);
    for (String canonical : free) {
      sql.update("DELETE FROM name WHERE canonical = ? AND free_at <= ?", canonical, now);
    }
    return free.size();
  }

  /** Keeps the names of a member who leaves from being given to another. */
  static void block(Connection connection, long account, long freeAt) throws SQLException {
    Sql.update(
        connection,
        "UPDATE name SET account_key = 0, free_at = ? WHERE account_key = ?",
        freeAt,
        account);
  }

  static void insert(Connection connection, MemberName name, long account) throws SQLException {
    Sql.update(
        connection,
        "INSERT INTO name (canonical, skeleton, account_key) VALUES (?, ?, ?)",
        name.canonical(),
        name.skeleton(),
        account);
  }

  static void delete(Connection connection, String canonical) throws SQLException {
    Sql.update(connection, "DELETE FROM name WHERE canonical = ?", canonical);
  }
}
