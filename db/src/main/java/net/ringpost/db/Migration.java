// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.exception.FlywayValidateException;

/** Makes the tables, and brings them up to date. */
final class Migration {
  private Migration() {}

  static void bringUpToDate(DataSource source) {
    try {
      Flyway.configure()
          .dataSource(source)
          .locations("classpath:net/ringpost/db/migration")
          .ignoreMigrationPatterns(new String[0])
          .load()
          .migrate();
    } catch (FlywayValidateException e) {
      throw new DatabaseException(
          "the database's tables are not those of this version of Ringpost (a newer one made them?): use the newer version",
          e);
    } catch (FlywayException e) {
      throw new DatabaseException(
          "the database's tables cannot be brought up to date: " + firstLine(e), e);
    }
  }

  private static String firstLine(FlywayException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
