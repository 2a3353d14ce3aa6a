// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.location;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import net.ringpost.db.Database;
import net.ringpost.db.Sql;
import org.jspecify.annotations.Nullable;

/** The terminals in the database. */
public final class JdbcBindingStore implements BindingStore {
  private static final String PUT =
      "INSERT INTO binding (account_key, terminal, contact, instance, reg_id, call_id, cseq, q, expires_at, flow)"
          + " VALUES ";

  // VALUES() in an update is MariaDB's and MySQL's; "AS new" is MySQL's alone.
  private static final String AGAIN =
      " ON DUPLICATE KEY UPDATE contact = VALUES(contact), instance = VALUES(instance),"
          + " reg_id = VALUES(reg_id), call_id = VALUES(call_id), cseq = VALUES(cseq), q = VALUES(q), expires_at = VALUES(expires_at),"
          + " flow = VALUES(flow)";
  private static final String REMOVE = "DELETE FROM binding WHERE account_key = ? AND terminal = ?";

  private static final String ROW = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  /** A row takes at most 24 kB, as it is escaped, and every server takes a statement of 4 MB. */
  private static final int IN_ONE_STATEMENT = 100;

  private final Sql sql;

  /** The terminals of a database. */
  public JdbcBindingStore(Database database) {
    this.sql = new Sql(database.source());
  }

  @Override
  public void apply(List<BindingChange> changes) {
    if (changes.isEmpty()) {
      return;
    }
    if (changes.size() <= IN_ONE_STATEMENT
        && changes.stream().allMatch(c -> c instanceof BindingChange.Put)) {
      // One statement is a transaction by itself: the database hears from us once, not four times.
      sql.statement(connection -> run(connection, changes, 0));
      return;
    }
    sql.transaction(
        connection -> {
          int from = 0;
          while (from < changes.size()) {
            from = run(connection, changes, from);
          }
          return changes.size();
        });
  }

  // Neighbours of one kind go together; order between kinds is kept.
  private static int run(Connection connection, List<BindingChange> changes, int from)
      throws SQLException {
    int next = from;
    List<BindingChange.Put> puts = new ArrayList<>();
    while (next < changes.size()
        && puts.size() < IN_ONE_STATEMENT
        && changes.get(next) instanceof BindingChange.Put put) {
      puts.add(put);
      next++;
    }
    if (puts.isEmpty()) {
      return remove(connection, changes, from);
    }
    put(connection, puts);
    return next;
  }

  private static void put(Connection connection, List<BindingChange.Put> puts) throws SQLException {
    String rows = ROW + ("," + ROW).repeat(puts.size() - 1);
    List<@Nullable Object> values = new ArrayList<>();
    for (BindingChange.Put put : puts) {
      addValues(put, values);
    }
    Sql.update(connection, PUT + rows + AGAIN, values.toArray());
  }

  private static void addValues(BindingChange.Put put, List<@Nullable Object> to) {
    BindingRow b = put.row();
    to.add(b.accountKey());
    to.add(hash(put.terminal()));
    to.add(b.contact());
    to.add(b.instance());
    to.add(b.regId());
    to.add(b.callId());
    to.add(b.cseq());
    to.add(b.q());
    to.add(b.expiresAt());
    to.add(b.flow());
  }

  private static int remove(Connection connection, List<BindingChange> changes, int from)
      throws SQLException {
    int next = from;
    // Not one statement for all of them: (a, b) IN ((1, 2)) reads the whole table on MariaDB.
    try (PreparedStatement statement = connection.prepareStatement(REMOVE)) {
      while (next < changes.size() && changes.get(next) instanceof BindingChange.Remove gone) {
        Sql.fill(statement, gone.accountKey(), hash(gone.terminal()));
        statement.addBatch();
        next++;
      }
      statement.executeBatch();
    }
    return next;
  }

  // A contact may be longer than a key; its hash is as good.
  private static byte[] hash(String terminal) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(terminal.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  @Override
  public void loadAll(Consumer<BindingRow> consumer) {
    sql.each(
        "SELECT account_key, contact, instance, reg_id, call_id, cseq, q, expires_at, flow FROM binding",
        JdbcBindingStore::row,
        consumer);
  }

  private static BindingRow row(ResultSet r) throws SQLException {
    return new BindingRow(
        r.getLong(1),
        r.getString(2),
        r.getString(3),
        r.getInt(4),
        r.getString(5),
        r.getLong(6),
        r.getInt(7),
        r.getLong(8),
        r.getString(9));
  }

  @Override
  public int removeExpired(long before) {
    return sql.update("DELETE FROM binding WHERE expires_at < ?", before);
  }
}
