// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The tables as somebody sees them who has the database and nothing else. */
public final class RawTables {
  private RawTables() {}

  /** Every column of every row, one in a line, each byte a character. */
  public static String text(Database database) throws SQLException {
    StringBuilder all = new StringBuilder();
    try (Connection connection = database.source().getConnection();
        Statement statement = connection.createStatement()) {
      for (String table : tables(connection)) {
        try (ResultSet rows = statement.executeQuery("SELECT * FROM `" + table + "`")) {
          append(rows, all);
        }
      }
    }
    return all.toString();
  }

  private static List<String> tables(Connection connection) throws SQLException {
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SHOW TABLES")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }

  private static void append(ResultSet rows, StringBuilder all) throws SQLException {
    int columns = rows.getMetaData().getColumnCount();
    while (rows.next()) {
      for (int i = 1; i <= columns; i++) {
        byte[] value = rows.getBytes(i);
        if (value != null) {
          all.append(new String(value, StandardCharsets.ISO_8859_1)).append('\n');
        }
      }
    }
  }
}
