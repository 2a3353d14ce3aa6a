// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import net.ringpost.db.DataFolder;
import net.ringpost.db.Database;
import net.ringpost.db.Databases;
import net.ringpost.db.Settings;
import net.ringpost.db.Sql;
import org.junit.jupiter.api.Test;

class EmbeddedDatabaseTest {
  /** A server that writes a row, says so, and waits to be killed. */
  static final class Victim {
    public static void main(String[] arguments) throws IOException {
      Database database = Database.embedded(DataFolder.hold(Path.of(arguments[0])), step -> {});
      new Settings(database).fix("written", arguments[1]);
      System.out.println(database.process().orElseThrow().process().pid());
      System.in.read();
    }
  }

  @Test
  void pool_growsWithTheMachineWithinLimits() {
    assertThat(EmbeddedDatabase.pool(0)).isEqualTo(64L << 20);
    assertThat(EmbeddedDatabase.pool(4L << 30)).isEqualTo(256L << 20);
    assertThat(EmbeddedDatabase.pool(1L << 40)).isEqualTo(1L << 30);
  }

  @Test
  void serverKilledTwice_leavesNoOrphanAndLosesNoRow() throws Exception {
    Path data = Databases.folder("killed");
    long first = killed(data, "by the first", false);
    long second = killed(data, "by the second", true);
    try (DataFolder folder = DataFolder.hold(data);
        Database database = Database.embedded(folder, step -> {})) {
      assertThat(new Settings(database).get("written")).contains("by the first");
      assertThat(runs(first)).isFalse();
      assertThat(runs(second)).isFalse();
    }
  }

  @Test
  void idleDatabase_writesItsChangedPages() {
    // A database that is killed then has little to recover, and one that ends little to write.
    Database database = Databases.embedded();
    Sql sql = new Sql(database.source());
    for (int i = 0; i < 5000; i++) {
      sql.update("INSERT IGNORE INTO setting VALUES (?, ?)", "changed-page-" + i, "x".repeat(500));
    }
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () -> assertThat(changedPages(sql)).as("pages left").isLessThanOrEqualTo(20));
    sql.update("DELETE FROM setting WHERE name LIKE 'changed-page-%'");
  }

  private static long changedPages(Sql sql) {
    return sql.first(
            "SHOW GLOBAL STATUS LIKE 'Innodb_buffer_pool_pages_dirty'", row -> row.getLong(2))
        .orElseThrow();
  }

  private static boolean runs(long pid) {
    return ProcessHandle.of(pid).flatMap(p -> p.info().commandLine()).isPresent();
  }

  private static long killed(Path data, String value, boolean both) throws Exception {
    Process victim =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName(),
                data.toString(),
                value)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader reader = victim.inputReader()) {
      long database = Long.parseLong(String.valueOf(reader.readLine()));
      if (both) {
        ProcessHandle.of(database).ifPresent(ProcessHandle::destroyForcibly);
      }
      victim.destroyForcibly().waitFor();
      return database;
    }
  }

  @Test
  void severalSetUpAtOnce_allStart() {
    List<CompletableFuture<String>> starts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Path data = Databases.folder("at-once-" + i);
      starts.add(
          CompletableFuture.supplyAsync(
              () -> {
                try (EmbeddedDatabase database = EmbeddedDatabase.start(data, step -> {})) {
                  return database.access().user();
                }
              }));
    }
    assertThat(starts).allSatisfy(start -> assertThat(start.join()).isEqualTo("ringpost"));
  }

  @Test
  void runningDatabase_listensOnLoopbackOnlyAndStopsWithItsOwner() throws Exception {
    EmbeddedDatabase database =
        EmbeddedDatabase.start(Databases.folder("a folder with spaces"), step -> {});
    ProcessHandle process = database.process();
    String url = database.access().url();
    int port = Integer.parseInt(url.replaceAll(".*127.0.0.1:(\\d+)/.*", "$1"));
    for (InetAddress own :
        NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses).toList()) {
      assertThat(connects(own, port))
          .as(own.toString())
          .isEqualTo(own.getHostAddress().equals("127.0.0.1"));
    }
    database.close();
    assertThat(process.onExit().get(5, TimeUnit.SECONDS).isAlive()).isFalse();
  }

  private static boolean connects(InetAddress address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 1000);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }
}
