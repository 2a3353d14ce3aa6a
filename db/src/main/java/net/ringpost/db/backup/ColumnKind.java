// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.backup;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** How a column's values become bytes, and again values. */
enum ColumnKind {
  BINARY {
    @Override
    byte @Nullable [] read(ResultSet row, int column) throws SQLException {
      return row.getBytes(column);
    }

    @Override
    void fill(PreparedStatement statement, int place, byte[] value) throws SQLException {
      statement.setBytes(place, value);
    }
  },
  /** Also truth values, which drivers write in several ways. */
  WHOLE_NUMBER {
    @Override
    byte @Nullable [] read(ResultSet row, int column) throws SQLException {
      long value = row.getLong(column);
      return row.wasNull() ? null : Long.toString(value).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    void fill(PreparedStatement statement, int place, byte[] value) throws SQLException {
      statement.setLong(place, Long.parseLong(new String(value, StandardCharsets.UTF_8)));
    }
  },
  TEXT {
    @Override
    byte @Nullable [] read(ResultSet row, int column) throws SQLException {
      String value = row.getString(column);
      return value == null ? null : value.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    void fill(PreparedStatement statement, int place, byte[] value) throws SQLException {
      statement.setString(place, new String(value, StandardCharsets.UTF_8));
    }
  };

  /** That of one of {@link Types}. */
  static ColumnKind of(int type) {
    return switch (type) {
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> BINARY;
      case Types.BIT, Types.BOOLEAN, Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT ->
          WHOLE_NUMBER;
      default -> TEXT;
    };
  }

  /** A column's value in the row at which a result stands; null for null. */
  abstract byte @Nullable [] read(ResultSet row, int column) throws SQLException;

  /** Fills a statement's place with what {@link #read} gave. */
  abstract void fill(PreparedStatement statement, int place, byte[] value) throws SQLException;
}
