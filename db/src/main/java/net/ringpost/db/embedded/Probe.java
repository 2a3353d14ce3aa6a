// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Whether a database takes connections. */
final class Probe {
  private Probe() {}

  static boolean answers(EmbeddedDatabase.Access access) {
    try (Connection connection =
        DriverManager.getConnection(
            access.url() + "&connectTimeout=1000&socketTimeout=3000",
            access.user(),
            access.password())) {
      return connection.isValid(1);
    } catch (SQLException notYet) {
      return false;
    }
  }
}
