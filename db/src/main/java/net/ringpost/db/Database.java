// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;
import net.ringpost.db.embedded.EmbeddedDatabase;
import org.jspecify.annotations.Nullable;

/**
 * The database: the embedded one of a data folder, or any MySQL from 8 or MariaDB from 10.11 on.
 * Its tables are made and brought up to date at the start.
 */
public final class Database implements AutoCloseable {
  private static final int POOL = 10;
  private static final long AWAY_MILLIS = 2500;

  private final @Nullable EmbeddedDatabase embedded;
  private final HikariDataSource pool;

  /** What happens to the tables when a database is opened. */
  public enum Tables {
    /** They are made, and brought up to date. */
    UP_TO_DATE,
    /** Nothing: also those of another version, or none, are left alone. */
    AS_THEY_ARE
  }

  private Database(@Nullable EmbeddedDatabase embedded, HikariDataSource pool) {
    this.embedded = embedded;
    this.pool = pool;
  }

  /**
   * Starts the embedded database of a data folder that the caller holds.
   *
   * @param progress told what takes long
   * @throws DatabaseException if it does not start
   */
  public static Database embedded(DataFolder folder, Consumer<String> progress) {
    return embedded(folder, progress, Tables.UP_TO_DATE);
  }

  /** As {@link #embedded(DataFolder, Consumer)}. */
  public static Database embedded(DataFolder folder, Consumer<String> progress, Tables tables) {
    EmbeddedDatabase embedded = EmbeddedDatabase.start(folder.path(), progress);
    try {
      return opened(embedded, embedded.access(), tables);
    } catch (RuntimeException e) {
      embedded.close();
      throw e;
    }
  }

  /**
   * Connects to the embedded database that another process runs on a data folder.
   *
   * @throws DatabaseException if none runs
   */
  public static Database ofRunning(Path data) {
    return ofRunning(data, Tables.UP_TO_DATE);
  }

  /** As {@link #ofRunning(Path)}. */
  public static Database ofRunning(Path data, Tables tables) {
    return opened(null, EmbeddedDatabase.ofRunning(data), tables);
  }

  /**
   * Connects to a database server.
   *
   * @param url {@code jdbc:mysql://HOST[:PORT]/NAME[?…]}, or the same with {@code jdbc:mariadb:}
   * @throws DatabaseException if it cannot be reached or used
   */
  public static Database at(String url, String user, String password) {
    return at(url, user, password, Tables.UP_TO_DATE);
  }

  /** As {@link #at(String, String, String)}. */
  public static Database at(String url, String user, String password, Tables tables) {
    if (!url.startsWith("jdbc:mysql://") && !url.startsWith("jdbc:mariadb://")) {
      throw new DatabaseException(
          "'" + url + "' is no database address: --db-url is written jdbc:mysql://HOST:3306/NAME");
    }
    return opened(
        null,
        new EmbeddedDatabase.Access(url.replace("jdbc:mariadb:", "jdbc:mysql:"), user, password),
        tables);
  }

  private static Database opened(
      @Nullable EmbeddedDatabase embedded, EmbeddedDatabase.Access access, Tables tables) {
    ServerCheck.check(access);
    HikariDataSource pool = new HikariDataSource(configuration(access));
    try {
      Database database = new Database(embedded, pool);
      if (tables == Tables.UP_TO_DATE) {
        database.bringUpToDate();
      }
      return database;
    } catch (RuntimeException e) {
      pool.close();
      throw e;
    }
  }

  private static HikariConfig configuration(EmbeddedDatabase.Access access) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("ringpost");
    config.setJdbcUrl(access.url());
    config.setUsername(access.user());
    config.setPassword(access.password());
    config.setMaximumPoolSize(POOL);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(AWAY_MILLIS);
    config.setValidationTimeout(1000);
    config.setInitializationFailTimeout(-1);
    config.addDataSourceProperty("connectTimeout", "2000");
    config.addDataSourceProperty("socketTimeout", "20000");
    config.addDataSourceProperty("rewriteBatchedStatements", "true");
    config.addDataSourceProperty("cachePrepStmts", "true");
    // Those that write many rows are longer than the 256 characters up to which it would.
    config.addDataSourceProperty("prepStmtCacheSqlLimit", "4096");
    config.addDataSourceProperty("characterEncoding", "UTF-8");
    return config;
  }

  /**
   * Makes the tables, or brings them up to date.
   *
   * @throws DatabaseException if that fails, or a newer Ringpost made them
   */
  public void bringUpToDate() {
    Migration.bringUpToDate(pool);
  }

  /**
   * Makes the tables as an older Ringpost had them.
   *
   * @param version of them
   * @throws DatabaseException if there never was such a version
   */
  public void makeTables(String version) {
    Migration.bringTo(pool, version);
  }

  /** Connections, for the stores. */
  public DataSource source() {
    return pool;
  }

  /** Whether it answers now; waits three seconds at most. */
  public boolean answers() {
    try {
      return new Sql(pool).first("SELECT 1", row -> row.getInt(1)).isPresent();
    } catch (StoreUnavailableException | StoreException away) {
      return false;
    }
  }

  /** The process of the embedded database, if it is one. */
  public Optional<EmbeddedDatabase> process() {
    return Optional.ofNullable(embedded);
  }

  /** Closes the connections and stops the embedded database. */
  @Override
  public void close() {
    pool.close();
    if (embedded != null) {
      embedded.close();
    }
  }
}
