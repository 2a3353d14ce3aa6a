// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Debian's MariaDB on tables of a test's own, which stay when it is stopped. */
final class MariaDb implements AutoCloseable {
  private static final String USER = "operator";
  private static final String PASSWORD = "of-the-operator";
  private static final String OURSELVES = "--user=" + System.getProperty("user.name");

  private final Path folder;
  private final int port;
  private Tool running;

  private MariaDb(Path folder, int port) {
    this.folder = folder;
    this.port = port;
    this.running = run(folder, port);
  }

  /**
   * Makes empty tables in {@code folder} and starts it on them; the test is skipped, saying so,
   * where it is not installed.
   */
  static MariaDb start(Path folder) {
    Tools.need("mariadbd", "mariadb-server");
    try {
      Files.createDirectories(folder);
      Files.writeString(password(folder), PASSWORD + "\n");
      Files.writeString(
          folder.resolve("start.sql"),
          """
          CREATE DATABASE IF NOT EXISTS ringpost;
          CREATE USER IF NOT EXISTS '%1$s'@'127.0.0.1' IDENTIFIED BY '%2$s';
          GRANT ALL ON ringpost.* TO '%1$s'@'127.0.0.1';
          """
              .formatted(USER, PASSWORD));
      makeTables(folder);
      return new MariaDb(folder, freePort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Path password(Path folder) {
    return folder.resolve("password");
  }

  private static void makeTables(Path folder) {
    // Without --user: with it, a folder of the system's is given to that user as well.
    List<String> command =
        List.of(
            "mariadb-install-db",
            "--no-defaults",
            "--datadir=" + folder.resolve("tables"),
            "--auth-root-authentication-method=normal");
    try (Tool tool = Tool.start(folder.resolve("making"), command)) {
      if (tool.exit(90) != 0) {
        throw new AssertionError("no tables could be made: " + tool.printed());
      }
    }
  }

  private static Tool run(Path folder, int port) {
    List<String> command =
        List.of(
            "mariadbd",
            "--no-defaults",
            "--datadir=" + folder.resolve("tables"),
            "--socket=mariadb.sock",
            "--port=" + port,
            "--bind-address=127.0.0.1",
            "--skip-name-resolve",
            OURSELVES,
            "--init-file=" + folder.resolve("start.sql"),
            "--pid-file=" + folder.resolve("pid"));
    Tool tool = Tool.start(folder, command);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(tool.printed()).contains("ready for connections"));
    return tool;
  }

  /** The options with which a server uses it. */
  String[] options() {
    return new String[] {
      "--db-url",
      "jdbc:mysql://127.0.0.1:" + port + "/ringpost",
      "--db-user",
      USER,
      "--db-password-file",
      password(folder).toString()
    };
  }

  /** Ends it in good order. */
  void stop() {
    running.process().destroy();
    int unused = running.exit(60);
  }

  /** Starts it on the same tables and port, after {@link #stop}. */
  void startAgain() {
    running = run(folder, port);
  }

  /** Ends it if it is still there. */
  @Override
  public void close() {
    running.close();
  }
}
