// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.backup;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.ringpost.db.Database;
import net.ringpost.db.DatabaseException;

/** A database without tables, into which what a {@link Snapshot} wrote is put. For one thread. */
public final class EmptyDatabase {
  private static final int BATCH = 500;

  /** More than that no column of ours has: a length beyond it is none. */
  private static final int MOST_BYTES = 64 << 20;

  private final Database database;

  /**
   * @param database opened as it is
   * @throws DatabaseException if it has tables
   */
  public EmptyDatabase(Database database) {
    this.database = database;
    if (!tables().isEmpty()) {
      throw new DatabaseException(
          "the database has tables already: a backup is restored into an empty one only");
    }
  }

  private Set<String> tables() {
    try (Connection connection = database.source().getConnection()) {
      return tables(connection);
    } catch (SQLException e) {
      throw unwritable(e);
    }
  }

  private static Set<String> tables(Connection connection) throws SQLException {
    Set<String> names = new TreeSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT table_name FROM information_schema.tables"
                    + " WHERE table_schema = DATABASE()")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  /**
   * Makes the tables as those of {@code version} were.
   *
   * @throws DatabaseException if this Ringpost does not know that version
   */
  public void make(String version) {
    database.makeTables(version);
  }

  /**
   * Fills a table.
   *
   * @param from as {@link Snapshot} wrote it; stays open
   * @return how many rows there were
   * @throws DatabaseException if the database refuses them
   * @throws IOException if they cannot be read or are damaged
   */
  public long fill(String table, InputStream from) throws IOException {
    DataInputStream in = new DataInputStream(from);
    try (Connection connection = database.source().getConnection()) {
      if (!tables(connection).contains(table)) {
        throw new IOException("there is no table '" + table + "' in this version");
      }
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET SESSION foreign_key_checks = 0");
        // A step that makes tables may fill them.
        statement.execute("DELETE FROM `" + table + "`");
        connection.setAutoCommit(false);
        long rows = fill(connection, table, in);
        connection.commit();
        connection.setAutoCommit(true);
        statement.execute("SET SESSION foreign_key_checks = 1");
        return rows;
      }
    } catch (SQLException e) {
      throw unwritable(e);
    }
  }

  private static long fill(Connection connection, String table, DataInputStream in)
      throws IOException, SQLException {
    List<String> columns = names(in);
    List<ColumnKind> kinds = kinds(connection, table, columns);
    String places = String.join(",", Collections.nCopies(columns.size(), "?"));
    String text =
        "INSERT INTO `%s` (`%s`) VALUES (%s)".formatted(table, String.join("`,`", columns), places);
    long rows = 0;
    try (PreparedStatement statement = connection.prepareStatement(text)) {
      while (more(in)) {
        row(statement, kinds, in);
        statement.addBatch();
        rows++;
        if (rows % BATCH == 0) {
          statement.executeBatch();
          connection.commit();
        }
      }
      statement.executeBatch();
    }
    return rows;
  }

  private static boolean more(DataInputStream in) throws IOException {
    return switch (in.readByte()) {
      case 0 -> false;
      case 1 -> true;
      default -> throw new IOException("the rows are damaged");
    };
  }

  private static List<String> names(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 1 || count > 1000) {
      throw new IOException("the columns are damaged");
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(in.readUTF());
    }
    return names;
  }

  private static List<ColumnKind> kinds(Connection connection, String table, List<String> columns)
      throws IOException, SQLException {
    List<ColumnKind> kinds = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet none = statement.executeQuery("SELECT * FROM `" + table + "` LIMIT 0")) {
      List<String> known = new ArrayList<>();
      for (int i = 1; i <= none.getMetaData().getColumnCount(); i++) {
        known.add(none.getMetaData().getColumnName(i));
      }
      for (String column : columns) {
        int at = known.indexOf(column);
        if (at < 0) {
          throw new IOException("the table '" + table + "' has no column '" + column + "'");
        }
        kinds.add(ColumnKind.of(none.getMetaData().getColumnType(at + 1)));
      }
    }
    return kinds;
  }

  private static void row(PreparedStatement statement, List<ColumnKind> kinds, DataInputStream in)
      throws IOException, SQLException {
    for (int i = 0; i < kinds.size(); i++) {
      int length = in.readInt();
      if (length < -1 || length > MOST_BYTES) {
        throw new IOException("a row is damaged");
      }
      if (length < 0) {
        statement.setNull(i + 1, Types.NULL);
      } else {
        byte[] value = new byte[length];
        in.readFully(value);
        kinds.get(i).fill(statement, i + 1, value);
      }
    }
  }

  /** Brings the tables up to this Ringpost's version. */
  public void finish() {
    database.bringUpToDate();
  }

  /** Removes every table, after something failed: it can be tried again. */
  public void undo() {
    try (Connection connection = database.source().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION foreign_key_checks = 0");
      for (String table : tables(connection)) {
        statement.execute("DROP TABLE `" + table + "`");
      }
      statement.execute("SET SESSION foreign_key_checks = 1");
    } catch (SQLException e) {
      throw unwritable(e);
    }
  }

  private static DatabaseException unwritable(SQLException e) {
    return new DatabaseException("the database's tables cannot be written: " + e.getMessage(), e);
  }
}
