// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.calling;

import java.io.StringWriter;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import net.ringpost.db.Database;
import net.ringpost.db.Sql;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The call history in the database. */
public final class JdbcCallHistoryStore implements CallHistoryStore {
  private static final String COLUMNS =
      "call_key, caller_key, caller_address, caller_name, callee_key, callee_address, callee_name, started_at, answered_at, ended_at, outcome, status";

  /** The rows as one JSON text, see {@link #json}: filled in one by one they cost thrice as much. */
  private static final String WRITE =
      "INSERT INTO call_history ("
          + COLUMNS
          + ") SELECT UNHEX(k), NULLIF(caller, 0), ca, cn, NULLIF(callee, 0), ce, en, started,"
          + " NULLIF(answered, 0), NULLIF(ended, 0), came, sip FROM JSON_TABLE(?, '$[*]' COLUMNS ("
          + "k CHAR(32) PATH '$[0]', caller BIGINT PATH '$[1]',"
          // Without its name it is the character set of the database, whatever that is.
          + " ca VARCHAR(512) CHARACTER SET utf8mb4 PATH '$[2]',"
          + " cn VARCHAR(128) CHARACTER SET utf8mb4 PATH '$[3]',"
          + " callee BIGINT PATH '$[4]', ce VARCHAR(512) CHARACTER SET utf8mb4 PATH '$[5]',"
          + " en VARCHAR(128) CHARACTER SET utf8mb4 PATH '$[6]',"
          + " started BIGINT PATH '$[7]', answered BIGINT PATH '$[8]', ended BIGINT PATH '$[9]',"
          + " came VARCHAR(16) PATH '$[10]', sip INT PATH '$[11]')) AS row_of_batch"
          + " ON DUPLICATE KEY UPDATE answered_at = VALUES(answered_at), ended_at = VALUES(ended_at), outcome = VALUES(outcome), status = VALUES(status)";

  /** A packet of the database's protocol must hold them, 16 MB on a server as it comes. */
  private static final int ROWS_AT_ONCE = 2000;

  private static final int TYPICAL_CHARACTERS = 200;
  private static final JsonFactory JSON = new JsonFactory();

  private static final String END =
      "UPDATE call_history SET ended_at = ? WHERE call_key = ? AND ended_at IS NULL";

  private final Sql sql;

  /** The history in a database. */
  public JdbcCallHistoryStore(Database database) {
    this.sql = new Sql(database.source());
  }

  @Override
  public void write(List<CallRow> rows) {
    sql.transaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
            int written = 0;
            for (int i = 0; i < rows.size(); i += ROWS_AT_ONCE) {
              Sql.fill(statement, json(rows.subList(i, Math.min(rows.size(), i + ROWS_AT_ONCE))));
              written += statement.executeUpdate();
            }
            return written;
          }
        });
  }

  /** An array for each row; 0 stands for a number that there is not. */
  private static String json(List<CallRow> rows) {
    StringWriter text = new StringWriter(rows.size() * TYPICAL_CHARACTERS);
    try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      out.writeStartArray();
      for (CallRow row : rows) {
        out.writeStartArray();
        write(row, out);
        out.writeEndArray();
      }
      out.writeEndArray();
    }
    return text.toString();
  }

  private static void write(CallRow c, JsonGenerator out) {
    HexFormat hex = HexFormat.of();
    out.writeString(
        hex.toHexDigits(c.key().getMostSignificantBits())
            + hex.toHexDigits(c.key().getLeastSignificantBits()));
    write(c.callerKey(), out);
    out.writeString(c.callerAddress());
    out.writeString(c.callerName());
    write(c.calleeKey(), out);
    out.writeString(c.calleeAddress());
    out.writeString(c.calleeName());
    out.writeNumber(c.startedAt());
    write(c.answeredAt(), out);
    write(c.endedAt(), out);
    out.writeString(c.outcome().name());
    out.writeNumber(c.status());
  }

  private static void write(@Nullable Long number, JsonGenerator out) {
    out.writeNumber(number == null ? 0 : number);
  }

  @Override
  public void end(Map<UUID, Long> endedAt) {
    sql.transaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(END)) {
            for (Map.Entry<UUID, Long> call : endedAt.entrySet()) {
              Sql.fill(statement, call.getValue(), Sql.bytes(call.getKey()));
              statement.addBatch();
            }
            return statement.executeBatch();
          }
        });
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
