// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.backup;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import net.ringpost.db.Database;
import net.ringpost.db.DatabaseException;
import net.ringpost.db.Sql;
import net.ringpost.db.blob.BlobName;
import org.jspecify.annotations.Nullable;

/**
 * The tables as they were at one moment, however long the reading takes and whatever is changed
 * meanwhile. For one thread.
 *
 * <p>A table is written so: the number of columns (4 bytes), their names as {@link
 * DataOutputStream#writeUTF}; for each row a byte 1, then for each column the number of its bytes
 * (4 bytes, -1 for null) and these; a byte 0 after the last row. A binary column's bytes are its
 * own, any other's are its value as text in UTF-8.
 */
public final class Snapshot implements AutoCloseable {
  private static final int WRITE_TIMEOUT_SECONDS = 3600;

  private final Connection connection;

  private Snapshot(Connection connection) {
    this.connection = connection;
  }

  /**
   * Takes it: what is committed now is in it, and nothing later.
   *
   * @throws DatabaseException if the database does not allow it
   */
  public static Snapshot take(Database database) {
    try {
      Connection connection = database.source().getConnection();
      try (Statement statement = connection.createStatement()) {
        // Who reads writes a slow disk at times; the database would hang up after a minute.
        statement.execute("SET SESSION net_write_timeout = " + WRITE_TIMEOUT_SECONDS);
        statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        connection.setAutoCommit(false);
        statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT");
        return new Snapshot(connection);
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  private static DatabaseException unreadable(SQLException e) {
    return new DatabaseException("the database's tables cannot be read: " + e.getMessage(), e);
  }

  /** Whether Ringpost's tables are there at all. */
  public boolean used() {
    return one(
            "SELECT COUNT(*) FROM information_schema.tables"
                + " WHERE table_schema = DATABASE() AND table_name = 'setting'")
        > 0;
  }

  /** The version of the tables: that of the last step that made them. */
  public String version() {
    return texts(
            "SELECT version FROM flyway_schema_history WHERE success AND version IS NOT NULL"
                + " ORDER BY installed_rank DESC LIMIT 1")
        .getFirst();
  }

  /** The names of the tables; not of that in which their versions are kept. */
  public List<String> tables() {
    return texts(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"
            + " AND table_type = 'BASE TABLE' AND table_name <> 'flyway_schema_history'"
            + " ORDER BY table_name");
  }

  /** The contents outside the database that the tables name: messages' and greetings'. */
  public List<BlobName> contents() {
    try {
      return Sql.list(
          connection,
          "SELECT account_key, content FROM voicemail UNION ALL"
              + " SELECT account_key, greeting FROM account WHERE greeting IS NOT NULL",
          row -> new BlobName(row.getLong(1), row.getString(2)));
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  /** How many rows a table has. */
  public long count(String table) {
    return one("SELECT COUNT(*) FROM `" + table + "`");
  }

  private long one(String query) {
    try {
      return Sql.list(connection, query, row -> row.getLong(1)).getFirst();
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  private List<String> texts(String query) {
    try {
      return Sql.list(connection, query, row -> row.getString(1));
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  /**
   * Writes a table.
   *
   * @param table one of {@link #tables()}
   * @param to stays open
   * @throws IOException if it cannot be written
   */
  public void write(String table, OutputStream to) throws IOException {
    DataOutputStream out = new DataOutputStream(to);
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT * FROM `" + table + "`")) {
      // To MySQL's driver: not all of them in memory first.
      statement.setFetchSize(Integer.MIN_VALUE);
      try (ResultSet rows = statement.executeQuery()) {
        List<Column> columns = columns(rows.getMetaData());
        out.writeInt(columns.size());
        for (Column column : columns) {
          out.writeUTF(column.name());
        }
        while (rows.next()) {
          out.writeByte(1);
          for (int i = 0; i < columns.size(); i++) {
            write(columns.get(i).kind().read(rows, i + 1), out);
          }
        }
        out.writeByte(0);
        out.flush();
      }
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  private record Column(String name, ColumnKind kind) {}

  private static List<Column> columns(ResultSetMetaData meta) throws SQLException {
    List<Column> columns = new ArrayList<>();
    for (int i = 1; i <= meta.getColumnCount(); i++) {
      columns.add(new Column(meta.getColumnName(i), ColumnKind.of(meta.getColumnType(i))));
    }
    return columns;
  }

  private static void write(byte @Nullable [] value, DataOutputStream out) throws IOException {
    if (value == null) {
      out.writeInt(-1);
    } else {
      out.writeInt(value.length);
      out.write(value);
    }
  }

  /** Lets the database forget it. */
  @Override
  public void close() {
    try {
      connection.rollback();
    } catch (SQLException gone) {
      // It went with the connection.
    } finally {
      closeConnection();
    }
  }

  private void closeConnection() {
    try {
      connection.close();
    } catch (SQLException gone) {
      return;
    }
  }
}
