// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * The databases that the store contracts run against; each is started once for all tests and ends
 * with them.
 */
public final class Databases {
  private static final Path SERVER = Path.of("/usr/sbin/mariadbd");

  private Databases() {}

  /** The embedded database. */
  public static Database embedded() {
    return Embedded.DATABASE;
  }

  /**
   * Debian's MariaDB on a folder of the test's own; the test is skipped, saying so, where it is not
   * installed.
   */
  public static Database debian() {
    Assumptions.assumeTrue(
        Files.isExecutable(SERVER),
        "Debian's mariadb-server is not installed: its contract is not tested");
    return Debian.DATABASE;
  }

  /**
   * The database server that {@code -Dmysql.url}, {@code -Dmysql.user} and {@code -Dmysql.password}
   * name, with an empty database; the test is skipped, saying so, where none is named: Debian has
   * no MySQL.
   */
  public static Database given() {
    Assumptions.assumeTrue(
        System.getProperty("mysql.url") != null,
        "No -Dmysql.url: the contract is not tested with a MySQL of yours");
    return Given.DATABASE;
  }

  private static final class Given {
    static final Database DATABASE =
        Database.at(
            System.getProperty("mysql.url"),
            System.getProperty("mysql.user", "ringpost"),
            System.getProperty("mysql.password", ""));
  }

  private static final class Embedded {
    static final Database DATABASE = start();

    private static Database start() {
      DataFolder folder = DataFolder.hold(folder("embedded"));
      Database database = Database.embedded(folder, step -> {});
      Runtime.getRuntime().addShutdownHook(new Thread(database::close));
      return database;
    }
  }

  private static final class Debian {
    static final Database DATABASE = start();

    private static Database start() {
      try {
        Path folder = folder("debian").toAbsolutePath();
        int port = freePort();
        Path tables = folder.resolve("tables");
        run(
            List.of(
                "/usr/bin/mariadb-install-db",
                "--no-defaults",
                "--user=" + System.getProperty("user.name"),
                "--datadir=" + tables,
                "--auth-root-authentication-method=normal"),
            folder);
        Files.writeString(
            folder.resolve("start.sql"),
            "CREATE DATABASE IF NOT EXISTS ringpost;\nCREATE USER IF NOT EXISTS 'rp'@'127.0.0.1' IDENTIFIED BY 'secret';\nGRANT ALL ON ringpost.* TO 'rp'@'127.0.0.1';\n");
        Process process =
            new ProcessBuilder(
                    SERVER.toString(),
                    "--no-defaults",
                    "--datadir=" + tables,
                    "--socket=mariadb.sock",
                    "--port=" + port,
                    "--bind-address=127.0.0.1",
                    "--skip-name-resolve",
                    "--user=" + System.getProperty("user.name"),
                    "--init-file=" + folder.resolve("start.sql"),
                    "--pid-file=" + folder.resolve("pid"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return connected(process, "jdbc:mysql://127.0.0.1:" + port + "/ringpost", folder);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static Database connected(Process process, String url, Path folder) {
      String failure = "Debian's MariaDB did not start; see " + folder.resolve("log");
      // In this thread: in another, the condition would wait for this class to be initialised.
      return await(failure)
          .pollInSameThread()
          .atMost(Duration.ofSeconds(30))
          .failFast(failure, () -> !process.isAlive())
          .ignoreExceptionsInstanceOf(DatabaseException.class)
          .until(() -> Database.at(url, "rp", "secret"), Objects::nonNull);
    }
  }

  private static void run(List<String> command, Path folder) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("install.log").toFile())
            .start();
    if (!waitFor(process, 60_000) || process.exitValue() != 0) {
      throw new AssertionError(command + " failed; see " + folder.resolve("install.log"));
    }
  }

  private static boolean waitFor(Process process, long millis) {
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** A free port of the loopback. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A new folder below this module's build folder; not the system's, where it would be deleted
   * under a running database.
   */
  public static Path folder(String name) {
    try {
      Path parent = Path.of("target", "databases");
      Files.createDirectories(parent);
      return Files.createTempDirectory(parent, name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
