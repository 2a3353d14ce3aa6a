// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.embedded;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import net.ringpost.db.DatabaseException;
import net.ringpost.db.secret.SecretKeyFile;

/**
 * MariaDB as a child process: on loopback only, with a user of its own whose password stays in the
 * data folder, ended with this process. What was committed survives the sudden end of either.
 */
public final class EmbeddedDatabase implements AutoCloseable {
  private static final int START_SECONDS = 60;
  private static final int STOP_SECONDS = 15;
  private static final int FIRST_RESTART_SECONDS = 1;
  private static final int LAST_RESTART_SECONDS = 60;
  private static final long LEAST_POOL = 64L << 20;
  private static final long MOST_POOL = 1L << 30;

  /** Who has run for so long did not end because of how it was started. */
  private static final int STEADY_SECONDS = 120;

  private final List<String> command;
  private final Path log;
  private final Access access;
  private volatile Process process;
  private boolean closed;

  private EmbeddedDatabase(List<String> command, Path log, Access access) {
    this.command = command;
    this.log = log;
    this.access = access;
    this.process = ChildProcess.start(command, log);
  }

  /**
   * How to connect.
   *
   * @param url for Connector/J
   * @param user the application's user
   * @param password of that user
   */
  public record Access(String url, String user, String password) {
    /** Without the password. */
    @Override
    public String toString() {
      return url + " as " + user;
    }
  }

  /**
   * Starts the database of a data folder; makes it where there is none yet. The caller holds the
   * folder's lock.
   *
   * @param data Ringpost's data folder; the database lives in {@code database/} within
   * @param progress told what takes long
   * @throws DatabaseException if it does not start; the message says why
   */
  public static EmbeddedDatabase start(Path data, Consumer<String> progress) {
    Path home = data.resolve("database").toAbsolutePath();
    try {
      Files.createDirectories(temporary(home));
      Path programs = Binaries.unpacked(home.resolve("programs"));
      Path tables = home.resolve("tables");
      OrphanedProcess.end(home.resolve("pid"), tables);
      if (!Files.exists(tables)) {
        progress.accept("setting up the database in " + home + " (once; some seconds)");
        SystemTables.make(programs, home, tables, temporary(home), userArgument());
      }
      Access access = access(home);
      EmbeddedDatabase database =
          new EmbeddedDatabase(
              command(programs, home, tables, access), home.resolve("log"), access);
      database.awaitReady(home);
      database.guard(FIRST_RESTART_SECONDS);
      return database;
    } catch (IOException e) {
      throw new DatabaseException(
          "the data folder " + data + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** How to connect to it. */
  public Access access() {
    return access;
  }

  /** Its process, for tests. */
  ProcessHandle process() {
    return process.toHandle();
  }

  private static Access access(Path home) throws IOException {
    byte[] secret = new byte[24];
    new SecureRandom().nextBytes(secret);
    String password = HexFormat.of().formatHex(secret);
    String url =
        "jdbc:mysql://127.0.0.1:"
            + freePort()
            + "/ringpost?sslMode=DISABLED&allowPublicKeyRetrieval=true";
    // A new password at each start: MariaDB sets it from this file, which only we can read.
    String setUp =
        """
        CREATE DATABASE IF NOT EXISTS ringpost CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
        CREATE USER IF NOT EXISTS 'ringpost'@'127.0.0.1';
        ALTER USER 'ringpost'@'127.0.0.1' IDENTIFIED BY '%s';
        GRANT ALL ON ringpost.* TO 'ringpost'@'127.0.0.1';
        DROP USER IF EXISTS ''@'localhost';
        DROP DATABASE IF EXISTS test;
        """
            .formatted(password);
    SecretKeyFile.write(home.resolve("start.sql"), setUp.getBytes(StandardCharsets.UTF_8));
    SecretKeyFile.write(
        home.resolve("access"), (url + "\n" + password + "\n").getBytes(StandardCharsets.UTF_8));
    return new Access(url, "ringpost", password);
  }

  /**
   * How another process of the same user connects to the database that is running on a data folder.
   *
   * @throws DatabaseException if none is
   */
  public static Access ofRunning(Path data) {
    try {
      List<String> lines = Files.readAllLines(data.resolve("database").resolve("access"));
      return new Access(lines.get(0), "ringpost", lines.get(1));
    } catch (IOException | IndexOutOfBoundsException e) {
      throw new DatabaseException("no database is running in " + data, e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket =
        new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      return socket.getLocalPort();
    }
  }

  private static Path temporary(Path home) {
    return home.resolve("temporary");
  }

  private static List<String> userArgument() {
    return "root".equals(System.getProperty("user.name")) ? List.of("--user=root") : List.of();
  }

  private static List<String> command(Path programs, Path home, Path tables, Access access) {
    int from = access.url.indexOf("127.0.0.1:") + "127.0.0.1:".length();
    String port = access.url.substring(from, access.url.indexOf('/', from));
    List<String> command = new ArrayList<>(ChildProcess.endingWithUs());
    command.addAll(
        List.of(
            programs.resolve("bin/mariadbd").toString(),
            "--no-defaults",
            "--basedir=" + programs,
            "--datadir=" + tables,
            "--tmpdir=" + temporary(home),
            "--lc-messages-dir=" + programs.resolve("share"),
            "--bind-address=127.0.0.1",
            "--port=" + port,
            // A socket's path may have 107 bytes, less than many a folder has: relative to the data
            // folder.
            "--socket=mariadb.sock",
            "--pid-file=" + home.resolve("pid"),
            "--init-file=" + home.resolve("start.sql"),
            // Making a key took 8 to 22 s at each start; on loopback nobody listens in.
            "--skip-ssl",
            "--skip-name-resolve",
            "--character-set-server=utf8mb4",
            "--collation-server=utf8mb4_bin",
            "--innodb-flush-log-at-trx-commit=1",
            "--innodb-buffer-pool-size=" + pool(memory()),
            // Changed pages are written within a minute, also when nothing else is done. As it
            // comes,
            // MariaDB keeps them until it stops: who starts again after a kill then waits for
            // thousands of them to be written, or for as much to be recovered from the log.
            "--innodb-max-dirty-pages-pct-lwm=0.001",
            "--innodb-io-capacity=500",
            // Taken at once, twice, whatever is done. Each commit empties it.
            "--innodb-log-buffer-size=2M",
            // For tables of engines that only MariaDB's own are of.
            "--aria-pagecache-buffer-size=8M",
            "--key-buffer-size=1M",
            "--max-allowed-packet=64M",
            "--max-connections=60",
            "--performance-schema=OFF"));
    command.addAll(userArgument());
    return command;
  }

  /**
   * A sixteenth of the machine's memory, within limits, in bytes; taken as the tables grow. With
   * less than the indexes of the history need, each call costs several reads and writes of pages:
   * thrice the work at a million calls.
   */
  static long pool(long memory) {
    return Math.clamp(memory / 16, LEAST_POOL, MOST_POOL);
  }

  /** In bytes; of the container, where there is one; 0 if it is not known. */
  private static long memory() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine
        ? machine.getTotalMemorySize()
        : 0;
  }

  private void awaitReady(Path home) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (true) {
      if (waitFor(50, TimeUnit.MILLISECONDS)) {
        throw new DatabaseException("the embedded database ended at once: " + lastError(home));
      }
      if (Probe.answers(access)) {
        return;
      }
      if (System.nanoTime() - deadline > 0) {
        process.destroy();
        throw new DatabaseException(
            "the embedded database was not ready within "
                + START_SECONDS
                + " s; see "
                + home.resolve("log"));
      }
    }
  }

  /** Starts it again, ever more patiently, if it ends by itself: killed for want of memory, say. */
  private void guard(int pauseSeconds) {
    long started = System.nanoTime();
    var unused =
        process
            .onExit()
            .thenRun(
                () -> {
                  boolean steady =
                      System.nanoTime() - started > TimeUnit.SECONDS.toNanos(STEADY_SECONDS);
                  int pause = steady ? FIRST_RESTART_SECONDS : pauseSeconds;
                  boolean again = !steady && pauseSeconds > FIRST_RESTART_SECONDS;
                  CompletableFuture.delayedExecutor(pause, TimeUnit.SECONDS)
                      .execute(() -> restart(Math.min(2 * pause, LAST_RESTART_SECONDS), again));
                });
  }

  /**
   * @param again whether an attempt before this one has been told of
   */
  private synchronized void restart(int nextPauseSeconds, boolean again) {
    if (closed) {
      return;
    }
    System.getLogger(EmbeddedDatabase.class.getName())
        .log(
            again ? System.Logger.Level.DEBUG : System.Logger.Level.WARNING,
            "The embedded database ended ({0}); it is being started again until it runs. Its own log"
                + " is {1}.",
            process.exitValue(),
            log);
    try {
      process = ChildProcess.start(command, log);
    } catch (DatabaseException e) {
      // Not even a process could be made: the old one, long ended, sets off the next attempt.
      System.getLogger(EmbeddedDatabase.class.getName())
          .log(System.Logger.Level.ERROR, e.getMessage());
    }
    guard(nextPauseSeconds);
  }

  private boolean waitFor(long time, TimeUnit unit) {
    try {
      return process.waitFor(time, unit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }

  private static String lastError(Path home) {
    try {
      List<String> lines = Files.readAllLines(home.resolve("log"), StandardCharsets.UTF_8);
      return lines.stream()
          .filter(line -> line.contains("[ERROR]"))
          .reduce((first, second) -> first)
          .map(line -> line.substring(line.indexOf("[ERROR]") + 8))
          .orElse("see " + home.resolve("log"));
    } catch (IOException e) {
      return "see " + home.resolve("log");
    }
  }

  /**
   * Stops it as MariaDB wants to be stopped; after 15 seconds, the hard way, which loses nothing
   * committed.
   */
  @Override
  public synchronized void close() {
    closed = true;
    process.destroy();
    if (!waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }
}
