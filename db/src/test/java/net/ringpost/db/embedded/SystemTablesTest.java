// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.ringpost.db.Databases;
import org.junit.jupiter.api.Test;

class SystemTablesTest {
  private final Path folder = Databases.folder("system-tables").toAbsolutePath();

  @Test
  void what_an_interrupted_set_up_left_is_not_taken_for_tables() throws IOException {
    Path home = folder.resolve("a house with spaces");
    Path half = Files.createDirectories(home.resolve("tables.new").resolve("half"));
    Path temporary = Files.createDirectories(home.resolve("temporary"));
    Path tables = home.resolve("tables");
    List<String> user =
        "root".equals(System.getProperty("user.name")) ? List.of("--user=root") : List.of();
    Path programs = Binaries.unpacked(folder.resolve("programs"));
    SystemTables.make(programs, home, tables, temporary, user);
    assertThat(tables.resolve("mysql")).isDirectoryContaining("glob:**/global_priv.frm");
    assertThat(tables.resolve(half.getFileName())).doesNotExist();
    assertThat(half.getParent()).doesNotExist();
    assertThat(home.resolve("install.sql")).doesNotExist();
  }
}
