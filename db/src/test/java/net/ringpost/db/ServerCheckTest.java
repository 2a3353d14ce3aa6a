// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.ringpost.db.embedded.EmbeddedDatabase;
import net.ringpost.db.secret.SecretKeyFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerCheckTest {
  @ParameterizedTest
  @CsvSource({
    "8.0.33,true",
    "9.7.0,true",
    "5.7.44-log,false",
    "10.11.6-MariaDB,true",
    "11.4.5-MariaDB-log,true",
    "5.5.5-10.11.6-MariaDB-0+deb12u1,true",
    "10.6.1-MariaDB,false",
    "5.5.5-10.3.2-MariaDB,false",
    "Oracle,false"
  })
  void version_isNewEnoughOrNot(String version, boolean enough) {
    assertThat(ServerCheck.newEnough(version)).isEqualTo(enough);
  }

  @Test
  void wrongAddress_isExplained() {
    assertThatThrownBy(() -> Database.at("http://x/", "u", "p"))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("--db-url is written");
    String away = "jdbc:mysql://127.0.0.1:" + Databases.freePort() + "/x";
    assertThatThrownBy(() -> Database.at(away, "u", "p"))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("does not answer");
  }

  @Test
  void wrongPasswordOrDatabase_isExplained() {
    EmbeddedDatabase.Access access = Databases.embedded().process().orElseThrow().access();
    assertThatThrownBy(() -> Database.at(access.url(), access.user(), "wrong"))
        .hasMessageContaining("refuses the user 'ringpost'");
    String other = access.url().replace("/ringpost?", "/other?");
    assertThatThrownBy(() -> Database.at(other, access.user(), access.password()))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("--db");
  }

  @Test
  void folderHeldByAnotherServer_isRefusedWithItsProcess() {
    Path path = Databases.folder("held");
    try (DataFolder held = DataFolder.hold(path)) {
      assertThat(DataFolder.held(held.path())).isTrue();
      assertThatThrownBy(() -> DataFolder.hold(path))
          .hasMessageContaining("another server (process " + ProcessHandle.current().pid() + ")");
    }
    assertThat(DataFolder.held(path)).isFalse();
  }

  @Test
  void folderThatCannotBeWritten_isExplained() throws IOException {
    Path file = Databases.folder("file").resolve("file");
    Files.writeString(file, "x");
    assertThatThrownBy(() -> DataFolder.hold(file.resolve("below")))
        .isInstanceOf(DatabaseException.class)
        .hasMessageContaining("choose another with --data");
  }

  @Test
  void keyFileThatIsGoneOrAnother_isExplained() throws IOException {
    Settings settings = new Settings(Databases.embedded());
    Path key = Databases.folder("key").resolve("keys/accounts.key");
    Vault.open(settings, key);
    Vault.open(settings, key);
    Files.delete(key);
    assertThatThrownBy(() -> Vault.open(settings, key)).hasMessageContaining("is gone");
    SecretKeyFile.readOrMake(key);
    assertThatThrownBy(() -> Vault.open(settings, key)).hasMessageContaining("is not the one");
  }

  @Test
  void messagesOfAnotherDatabaseOrKey_areNotTouched() throws IOException {
    Settings settings = new Settings(Databases.embedded());
    Path folder = Databases.folder("messages");
    Path key = folder.resolve("messages.key");
    Path contents = Files.createDirectories(folder.resolve("messages"));
    Path content = Files.writeString(contents.resolve("7"), "x");
    assertThatThrownBy(() -> Vault.messages(settings, key, contents))
        .hasMessageContaining("belong to another database");
    assertThat(key).doesNotExist();
    Files.delete(content);
    Vault.messages(settings, key, contents);
    Files.writeString(content, "x");
    Vault.messages(settings, key, contents);
    Files.delete(key);
    assertThatThrownBy(() -> Vault.messages(settings, key, contents))
        .hasMessageContaining("is gone");
    SecretKeyFile.readOrMake(key);
    assertThatThrownBy(() -> Vault.messages(settings, key, contents))
        .hasMessageContaining("is not the one");
  }
}
