// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Statements, with the driver's exceptions sorted into "away for now" and "refused". Safe for use
 * by several threads; blocks.
 */
public final class Sql {
  private final DataSource source;

  /** Statements on connections of {@code source}. */
  public Sql(DataSource source) {
    this.source = source;
  }

  /** Work within one connection. */
  @FunctionalInterface
  public interface Work<T extends @Nullable Object> {
    /** Does it. */
    T on(Connection connection) throws SQLException;
  }

  /** Makes one value of the row a result set stands at. */
  @FunctionalInterface
  public interface Row<T> {
    /** Makes it. */
    T of(ResultSet row) throws SQLException;
  }

  /**
   * Does {@code work} in one transaction; it is undone if it throws.
   *
   * @throws StoreUnavailableException if the database is away
   * @throws StoreException if it refuses
   */
  public <T extends @Nullable Object> T transaction(Work<T> work) {
    try (Connection connection = source.getConnection()) {
      connection.setAutoCommit(false);
      try {
        T result = work.on(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException e) {
        undo(connection);
        throw e;
      }
    } catch (SQLException e) {
      throw sorted(e);
    }
  }

  /**
   * Does work that is one statement, or of which each statement may stand by itself.
   *
   * @throws StoreUnavailableException if the database is away
   * @throws StoreException if it refuses
   */
  public <T extends @Nullable Object> T statement(Work<T> work) {
    try (Connection connection = source.getConnection()) {
      return work.on(connection);
    } catch (SQLException e) {
      throw sorted(e);
    }
  }

  private static void undo(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException lost) {
      // The connection is gone, and with it the transaction: the exception that led here tells.
      return;
    }
  }

  /** All rows of a query. */
  public <T> List<T> list(String query, Row<T> row, @Nullable Object... arguments) {
    try (Connection connection = source.getConnection()) {
      return list(connection, query, row, arguments);
    } catch (SQLException e) {
      throw sorted(e);
    }
  }

  /** All rows of a query within a transaction. */
  public static <T> List<T> list(
      Connection connection, String query, Row<T> row, @Nullable Object... arguments)
      throws SQLException {
    try (PreparedStatement statement = prepared(connection, query, arguments);
        ResultSet rows = statement.executeQuery()) {
      List<T> found = new ArrayList<>();
      while (rows.next()) {
        found.add(row.of(rows));
      }
      return found;
    }
  }

  /**
   * Tells every row of a query as it comes, however many there are. The one who is told must not
   * use the database.
   */
  public <T> void each(String query, Row<T> row, Consumer<T> told) {
    try (Connection connection = source.getConnection();
        PreparedStatement statement = connection.prepareStatement(query)) {
      // To MySQL's driver: not all of them in memory first.
      statement.setFetchSize(Integer.MIN_VALUE);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          told.accept(row.of(rows));
        }
      }
    } catch (SQLException e) {
      throw sorted(e);
    }
  }

  /** The first row of a query. */
  public <T> Optional<T> first(String query, Row<T> row, @Nullable Object... arguments) {
    return list(query, row, arguments).stream().findFirst();
  }

  /** Changes rows; how many. */
  public int update(String statement, @Nullable Object... arguments) {
    try (Connection connection = source.getConnection()) {
      return update(connection, statement, arguments);
    } catch (SQLException e) {
      throw sorted(e);
    }
  }

  /** Changes rows within a transaction; how many. */
  public static int update(Connection connection, String text, @Nullable Object... arguments)
      throws SQLException {
    try (PreparedStatement statement = prepared(connection, text, arguments)) {
      return statement.executeUpdate();
    }
  }

  /** Fills the place holders of a statement, from 1 on. */
  public static void fill(PreparedStatement statement, @Nullable Object... arguments)
      throws SQLException {
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
  }

  private static PreparedStatement prepared(
      Connection connection, String text, @Nullable Object... arguments) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(text);
    try {
      fill(statement, arguments);
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }

  /** A column with a number, or null. */
  public static @Nullable Long number(ResultSet row, int column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }

  /** The 16 bytes of a key in a BINARY(16) column; null for null. */
  public static byte @Nullable [] bytes(@Nullable UUID key) {
    return key == null
        ? null
        : ByteBuffer.allocate(16)
            .putLong(key.getMostSignificantBits())
            .putLong(key.getLeastSignificantBits())
            .array();
  }

  /** The key of such bytes; null for null. */
  public static @Nullable UUID uuid(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new UUID(buffer.getLong(), buffer.getLong());
  }

  /** Whether a row with the same key was there already. */
  public static boolean duplicate(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLIntegrityConstraintViolationException) {
        return true;
      }
    }
    return false;
  }

  private static RuntimeException sorted(SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    // SQLSTATE classes: 08 connection, 57 operator intervention; Hikari's time-out is a transient
    // exception.
    // 40: this transaction was ended in favour of another; that is no absence.
    boolean away =
        !state.startsWith("40")
            && (e instanceof SQLTransientException
                || e instanceof SQLRecoverableException
                || state.startsWith("08")
                || state.startsWith("57"));
    return away ? new StoreUnavailableException(e) : new StoreException(e);
  }
}
