// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.calling;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import net.ringpost.db.Database;
import net.ringpost.db.Sql;
import net.ringpost.db.ValueList;
import org.jspecify.annotations.Nullable;

/** The call history in the database. */
public final class JdbcCallHistoryStore implements CallHistoryStore {
  private static final String COLUMNS =
      "call_key, caller_key, caller_address, caller_name, callee_key, callee_address, callee_name, started_at, answered_at, ended_at, outcome, status";

  private static final String WRITE = "INSERT INTO call_history (" + COLUMNS + ") VALUES ";

  private static final String AGAIN =
      " ON DUPLICATE KEY UPDATE answered_at = VALUES(answered_at), ended_at = VALUES(ended_at),"
          + " outcome = VALUES(outcome), status = VALUES(status)";

  /** A packet of the database's protocol must hold them, 16 MB on a server as it comes. */
  private static final int ROWS_AT_ONCE = 1000;

  private static final String END =
      "UPDATE call_history SET ended_at = ? WHERE call_key = ? AND ended_at IS NULL";

  private static final String FAIL =
      "UPDATE call_history SET ended_at = ?, outcome = 'FAILED', status = ? WHERE call_key = ? AND ended_at IS NULL";

  private static final String STATUS = "UPDATE call_history SET status = ? WHERE call_key = ?";

  private static final long HOUR = Duration.ofHours(1).toMillis();

  private static final String NEWEST =
      "SELECT call_key FROM call_history WHERE call_key < ? ORDER BY call_key DESC LIMIT 1";

  private static final String UNDECIDED =
      "SELECT call_key FROM call_history WHERE call_key >= ? AND call_key < ? AND outcome = 'IN_PROGRESS'";

  private static final String MISS =
      "UPDATE call_history SET outcome = 'MISSED' WHERE call_key = ? AND outcome = 'IN_PROGRESS'";

  private final Sql sql;

  /** The history in a database. */
  public JdbcCallHistoryStore(Database database) {
    this.sql = new Sql(database.source());
  }

  @Override
  public void write(List<CallRow> rows) {
    // Each statement is a transaction by itself.
    sql.statement(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            // What looks like an instruction to the driver is somebody's name.
            statement.setEscapeProcessing(false);
            int written = 0;
            for (int i = 0; i < rows.size(); i += ROWS_AT_ONCE) {
              List<CallRow> some = rows.subList(i, Math.min(rows.size(), i + ROWS_AT_ONCE));
              String values = ValueList.of(some, JdbcCallHistoryStore::values);
              written += statement.executeUpdate(WRITE + values + AGAIN);
            }
            return written;
          }
        });
  }

  private static void values(CallRow c, ValueList row) {
    row.key(c.key())
        .numberOrNull(c.callerKey())
        .text(c.callerAddress())
        .text(c.callerName())
        .numberOrNull(c.calleeKey())
        .text(c.calleeAddress())
        .text(c.calleeName())
        .number(c.startedAt())
        .numberOrNull(c.answeredAt())
        .numberOrNull(c.endedAt())
        .text(c.outcome().name())
        .number(c.status());
  }

  @Override
  public void end(Map<UUID, CallEndRow> ends) {
    sql.transaction(
        connection -> {
          try (PreparedStatement talks = connection.prepareStatement(END);
              PreparedStatement failures = connection.prepareStatement(FAIL)) {
            for (Map.Entry<UUID, CallEndRow> call : ends.entrySet()) {
              CallEndRow end = call.getValue();
              byte[] key = Sql.bytes(call.getKey());
              if (end.failure() == 0) {
                Sql.fill(talks, end.at(), key);
                talks.addBatch();
              } else {
                Sql.fill(failures, end.at(), end.failure(), key);
                failures.addBatch();
              }
            }
            failures.executeBatch();
            return talks.executeBatch();
          }
        });
  }

  @Override
  public void status(Map<UUID, Integer> statuses) {
    sql.transaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(STATUS)) {
            for (Map.Entry<UUID, Integer> call : statuses.entrySet()) {
              Sql.fill(statement, call.getValue(), Sql.bytes(call.getKey()));
              statement.addBatch();
            }
            return statement.executeBatch();
          }
        });
  }

  @Override
  public int missUndecided(long before) {
    // By the primary key, which is ordered by time: outcomes have no index, and the whole table may
    // be long.
    return newest(before).map(at -> miss(undecided(at - HOUR, before))).orElse(0);
  }

  private Optional<Long> newest(long before) {
    return sql.first(
            NEWEST, row -> Objects.requireNonNull(Sql.uuid(row.getBytes(1))), firstKey(before))
        .map(key -> key.getMostSignificantBits() >>> 16);
  }

  // Read before it is written: an UPDATE over the range would lock it, and calls are being added.
  private List<byte[]> undecided(long from, long before) {
    return sql.list(UNDECIDED, row -> row.getBytes(1), firstKey(from), firstKey(before));
  }

  private int miss(List<byte[]> keys) {
    return sql.transaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(MISS)) {
            for (byte[] key : keys) {
              statement.setBytes(1, key);
              statement.addBatch();
            }
            statement.executeBatch();
            return keys.size();
          }
        });
  }

  /** The least key that a call of this millisecond can have. */
  private static byte @Nullable [] firstKey(long millis) {
    return Sql.bytes(new UUID(millis << 16, 0));
  }

  @Override
  public List<CallRow> page(long accountKey, long before, int limit) {
    // Two look-ups by index; an OR over both columns would read the whole table.
    String one =
        "(SELECT "
            + COLUMNS
            + " FROM call_history WHERE %s = ? AND started_at < ? ORDER BY started_at DESC LIMIT ?)";
    String query =
        one.formatted("caller_key")
            + " UNION "
            + one.formatted("callee_key")
            + " ORDER BY started_at DESC LIMIT ?";
    return sql.list(
        query,
        JdbcCallHistoryStore::row,
        accountKey,
        before,
        limit,
        accountKey,
        before,
        limit,
        limit);
  }

  private static CallRow row(ResultSet r) throws SQLException {
    return new CallRow(
        Objects.requireNonNull(Sql.uuid(r.getBytes(1))),
        Sql.number(r, 2),
        r.getString(3),
        r.getString(4),
        Sql.number(r, 5),
        r.getString(6),
        r.getString(7),
        r.getLong(8),
        Sql.number(r, 9),
        Sql.number(r, 10),
        CallOutcome.valueOf(r.getString(11)),
        r.getInt(12));
  }
}
