// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.location;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import net.ringpost.db.Database;
import net.ringpost.db.Sql;

/** The terminals in the database. */
public final class JdbcBindingStore implements BindingStore {
  // VALUES() in an update is MariaDB's and MySQL's; "AS new" is MySQL's alone.
  private static final String PUT =
      "INSERT INTO binding (account_key, terminal, contact, instance, reg_id, call_id, cseq, q, expires_at, flow)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE contact = VALUES(contact), instance = VALUES(instance),"
          + " reg_id = VALUES(reg_id), call_id = VALUES(call_id), cseq = VALUES(cseq), q = VALUES(q), expires_at = VALUES(expires_at),"
          + " flow = VALUES(flow)";
  private static final String REMOVE = "DELETE FROM binding WHERE account_key = ? AND terminal = ?";

  /** A row has at most 14 kB, and every server takes a statement of 4 MB. */
  private static final int IN_ONE_STATEMENT = 200;

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
      // The driver makes one statement of them, which is a transaction by itself: the database
      // hears from us once, not four times.
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

  // Neighbours of one kind go in one batch; order between kinds is kept.
  private static int run(Connection connection, List<BindingChange> changes, int from)
      throws SQLException {
    boolean put = changes.get(from) instanceof BindingChange.Put;
    int next = from;
    try (PreparedStatement statement = connection.prepareStatement(put ? PUT : REMOVE)) {
      while (next < changes.size() && changes.get(next) instanceof BindingChange.Put == put) {
        fill(statement, changes.get(next++));
        statement.addBatch();
      }
      statement.executeBatch();
    }
    return next;
  }

  private static void fill(PreparedStatement statement, BindingChange change) throws SQLException {
    switch (change) {
      case BindingChange.Put(String terminal, BindingRow b) ->
          Sql.fill(
              statement,
              b.accountKey(),
              hash(terminal),
              b.contact(),
              b.instance(),
              b.regId(),
              b.callId(),
              b.cseq(),
              b.q(),
              b.expiresAt(),
              b.flow());
      case BindingChange.Remove(long account, String terminal) ->
          Sql.fill(statement, account, hash(terminal));
    }
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
