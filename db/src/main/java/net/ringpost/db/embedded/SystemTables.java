// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.embedded;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.ringpost.db.DatabaseException;

/**
 * Makes an empty folder into a database: MariaDB reads the statements that make its own tables (not
 * its help texts and the views for people who tune it, which would take a quarter of the time). The
 * script that comes with it does the same, but takes paths apart where they have a space; and the
 * library's way shares {@code /tmp} with all others, where each MariaDB clears away the others'
 * temporary tables when it starts.
 */
final class SystemTables {
  private static final int LONGEST_SECONDS = 300;

  private static final List<String> STATEMENTS =
      List.of(
          "mariadb_system_tables.sql",
          "mariadb_performance_tables.sql",
          "mariadb_system_tables_data.sql",
          "maria_add_gis_sp_bootstrap.sql");

  private SystemTables() {}

  /**
   * Makes it. It is there whole and on the disk, or not at all.
   *
   * @param home for the log, and for what is only needed meanwhile
   * @param tables the folder; not there yet
   * @param temporary a folder of its own for temporary tables
   * @throws DatabaseException if that fails
   * @throws IOException if nothing can be written
   */
  static void make(Path programs, Path home, Path tables, Path temporary, List<String> user)
      throws IOException {
    Path half = home.resolve("tables.new");
    FolderTree.delete(half);
    Files.createDirectories(half);
    install(programs, home, half, temporary, user);
    FolderTree.force(half);
    Files.move(half, tables, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void install(
      Path programs, Path home, Path tables, Path temporary, List<String> user) throws IOException {
    Path statements = home.resolve("install.sql");
    gather(programs.resolve("share"), statements);
    Path log = home.resolve("install.log");
    ProcessBuilder builder = new ProcessBuilder(command(programs, tables, temporary, user));
    builder.redirectInput(statements.toFile());
    Process process = ChildProcess.start(builder, log);
    try {
      if (process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0) {
        Files.delete(statements);
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    throw new DatabaseException(
        "the database cannot be set up in " + home + " (is the disk full?); see " + log);
  }

  private static void gather(Path share, Path into) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(into, StandardCharsets.ISO_8859_1)) {
      out.write("CREATE DATABASE IF NOT EXISTS mysql;\nUSE mysql;\n");
      // Its root account is for this machine's root alone, who can read everything anyway.
      out.write("SET @auth_root_socket = 'root';\n");
      for (String file : STATEMENTS) {
        for (String line : Files.readAllLines(share.resolve(file), StandardCharsets.ISO_8859_1)) {
          // Accounts for this machine's name as it happens to be today.
          if (!line.contains("@current_hostname")) {
            out.write(line);
            out.write('\n');
          }
        }
      }
    }
  }

  private static List<String> command(
      Path programs, Path tables, Path temporary, List<String> user) {
    List<String> command = new ArrayList<>(ChildProcess.endingWithUs());
    command.addAll(
        List.of(
            programs.resolve("bin/mariadbd").toString(),
            "--no-defaults",
            "--bootstrap",
            "--basedir=" + programs,
            "--datadir=" + tables,
            "--tmpdir=" + temporary,
            "--lc-messages-dir=" + programs.resolve("share"),
            "--log-warnings=0",
            // Little to write; the database itself makes its own length of it.
            "--innodb-log-file-size=4M",
            // The statements name their engines; this one would forbid it.
            "--enforce-storage-engine=",
            "--max-allowed-packet=8M"));
    command.addAll(user);
    return command;
  }
}
