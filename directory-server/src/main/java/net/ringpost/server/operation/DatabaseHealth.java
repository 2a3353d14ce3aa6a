// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import net.ringpost.db.Database;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether the database answers. */
final class DatabaseHealth implements HealthIndicator {
  private final Database database;

  DatabaseHealth(Database database) {
    this.database = database;
  }

  @Override
  public Health health() {
    return database.answers()
        ? Health.up().build()
        : Health.down()
            .withDetail(
                "what", "The database does not answer: sign-up waits, calls of terminals go on.")
            .build();
  }
}
