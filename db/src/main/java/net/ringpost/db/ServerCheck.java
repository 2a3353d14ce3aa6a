// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.ringpost.db.embedded.EmbeddedDatabase;

/** Whether the database server can be reached and is new enough; says why not in words. */
final class ServerCheck {
  private static final int ACCESS_DENIED = 1045;
  private static final int DATABASE_DENIED = 1044;
  private static final int NO_DATABASE = 1049;
  // Debian's MariaDB 10.11 calls itself 5.5.5-10.11.6-MariaDB.
  private static final Pattern MARIADB =
      Pattern.compile("(?:5\\.5\\.5-)?(\\d+)\\.(\\d+)\\..*MariaDB.*", Pattern.CASE_INSENSITIVE);
  private static final Pattern MYSQL = Pattern.compile("(\\d+)\\.(\\d+)\\..*");

  private ServerCheck() {}

  static void check(EmbeddedDatabase.Access access) {
    String url =
        access.url()
            + (access.url().contains("?") ? "&" : "?")
            + "connectTimeout=3000&socketTimeout=10000";
    try (Connection connection =
            DriverManager.getConnection(url, access.user(), access.password());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT VERSION()")) {
      row.next();
      String version = row.getString(1);
      if (!newEnough(version)) {
        throw new DatabaseException(
            "the database server is too old ("
                + version
                + "): MySQL 8 or MariaDB 10.11 and newer will do");
      }
    } catch (SQLException e) {
      throw new DatabaseException(explained(access, e), e);
    }
  }

  static boolean newEnough(String version) {
    Matcher mariadb = MARIADB.matcher(version);
    if (mariadb.matches()) {
      int major = Integer.parseInt(mariadb.group(1));
      return major > 10 || (major == 10 && Integer.parseInt(mariadb.group(2)) >= 11);
    }
    Matcher mysql = MYSQL.matcher(version);
    return mysql.matches() && Integer.parseInt(mysql.group(1)) >= 8;
  }

  private static String explained(EmbeddedDatabase.Access access, SQLException e) {
    return switch (e.getErrorCode()) {
      case ACCESS_DENIED, DATABASE_DENIED ->
          "the database at "
              + access.url()
              + " refuses the user '"
              + access.user()
              + "': check --db-user and --db-password-file";
      case NO_DATABASE ->
          "there is no such database at "
              + access.url()
              + ": create it (CREATE DATABASE …) or correct --db-url";
      default -> {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        yield state.startsWith("08")
            ? "the database at "
                + access.url()
                + " does not answer: is it running, and is --db-url right?"
            : "the database at " + access.url() + " cannot be used: " + e.getMessage();
      }
    };
  }
}
