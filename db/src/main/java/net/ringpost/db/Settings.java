// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db;

import java.util.Optional;

/** Facts about this service that are fixed once, such as the digest realm. */
public final class Settings {
  private final Sql sql;

  /** The settings of a database. */
  public Settings(Database database) {
    this.sql = new Sql(database.source());
  }

  /** A setting's value, if it was ever fixed. */
  public Optional<String> get(String name) {
    return sql.first("SELECT value FROM setting WHERE name = ?", row -> row.getString(1), name);
  }

  /** Fixes a setting where it is not yet; the value that holds. */
  public String fix(String name, String value) {
    sql.update("INSERT IGNORE INTO setting (name, value) VALUES (?, ?)", name, value);
    return get(name).orElse(value);
  }
}
