// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.ringpost.db.Databases;
import org.junit.jupiter.api.Test;

class SystemTablesTest {
  private final Path folder = Databases.folder("system-tables").toAbsolutePath();

  private Path made(Path programs, String name) throws IOException {
    Path home = folder.resolve(name);
    Path temporary = Files.createDirectories(home.resolve("temporary"));
    Path tables = home.resolve("tables");
    List<String> user =
        "root".equals(System.getProperty("user.name")) ? List.of("--user=root") : List.of();
    SystemTables.make(programs, home, tables, temporary, user);
    return tables;
  }

  private Path programs(Path in) throws IOException {
    Path unpacked = Binaries.unpacked(folder.resolve("programs"));
    return Files.createSymbolicLink(in.resolve("mariadb"), unpacked);
  }

  @Test
  void what_was_made_once_is_copied_for_the_next() throws IOException {
    Path cache = Files.createDirectories(folder.resolve("cache"));
    Path programs = programs(cache);
    Path first = made(programs, "first");
    Path kept;
    try (Stream<Path> inCache = Files.list(cache)) {
      kept = inCache.filter(path -> !path.equals(programs)).findAny().orElseThrow();
    }
    assertThat(kept.resolve("mysql")).isDirectoryContaining("glob:**/global_priv.frm");
    Files.createFile(kept.resolve("mark"));
    Files.createDirectories(folder.resolve("second").resolve("tables.new").resolve("half"));
    Path second = made(programs, "second");
    assertThat(first.resolve("mark")).doesNotExist();
    assertThat(second.resolve("mark")).exists();
    assertThat(second.resolve("half")).doesNotExist();
    assertThat(second.resolve("ibdata1")).hasSameBinaryContentAs(first.resolve("ibdata1"));
  }

  @Test
  void programs_within_the_data_folder_keep_nothing() throws IOException {
    Path home = Files.createDirectories(folder.resolve("alone"));
    Path programs = programs(home);
    Path tables = made(programs, "alone");
    try (Stream<Path> inHome = Files.list(home)) {
      assertThat(inHome.filter(path -> path.getFileName().toString().contains("tables")))
          .containsExactly(tables);
    }
  }
}
