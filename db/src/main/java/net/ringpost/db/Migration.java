// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db;

import java.util.Arrays;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.exception.FlywayValidateException;

/** Makes the tables, and brings them up to date. */
final class Migration {
  private Migration() {}

  static void bringUpToDate(DataSource source) {
    run(configuration(source).load());
  }

  /**
   * Makes them as they were in an older version.
   *
   * @throws DatabaseException if there never was such a version
   */
  static void bringTo(DataSource source, String version) {
    MigrationVersion target = MigrationVersion.fromVersion(version);
    boolean known =
        Arrays.stream(configuration(source).load().info().all())
            .anyMatch(step -> target.equals(step.getVersion()));
    if (!known) {
      throw new DatabaseException(
          "the tables of version "
              + version
              + " are not known to this version of Ringpost (a newer one made them?): use the newer"
              + " version");
    }
    run(configuration(source).target(target).load());
  }

  private static FluentConfiguration configuration(DataSource source) {
    return Flyway.configure()
        .dataSource(source)
        .locations("classpath:net/ringpost/db/migration")
        .ignoreMigrationPatterns(new String[0]);
  }

  private static void run(Flyway flyway) {
    try {
      flyway.migrate();
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
