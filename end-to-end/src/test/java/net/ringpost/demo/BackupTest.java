// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server was, it is again from a backup: elsewhere, and on another database. */
class BackupTest {
  @TempDir Path folder;

  @Test
  void a_server_lives_on_from_a_backup_that_was_made_while_it_ran() throws Exception {
    Path backup = folder.resolve("backup.zip");
    Member ada;
    Member bo;
    byte[] said;
    try (RunningServer first = RunningServer.start(folder.resolve("first"))) {
      ada = Member.signUp(first, folder, "ada", "", 'a');
      bo = Member.signUp(first, folder, "bo", "", 'b');
      leaveMessage(first, ada, bo);
      said = message(first, bo, "said");
      succeed("backup", backup.toString(), "--data", first.data().toString());
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
          .isEqualTo("rw-------");
      // It is not in the backup.
      first.signUp("late", "the password of late", "", "");
    }

    Path second = folder.resolve("second");
    succeed("restore", backup.toString(), "--data", second.toString());
    try (RunningServer server = RunningServer.start(second)) {
      assertThat(number(server, bo)).isEqualTo(bo.number());
      assertThat(message(server, bo, "again")).isEqualTo(said);
      assertThat(server.get("/api/v1/calls", "bo", bo.password())).hasSize(1);
      assertThat(server.signUp("late", "another password", "", "")).isNotEqualTo(bo.number());
      try (RunningPhone a = ada.phone(server);
          RunningPhone b = bo.phone(server)) {
        a.command("dial " + bo.number());
        b.await("incoming");
        b.command("answer");
        a.await("media");
        a.command("hangup");
        b.await("ended");
      }
      Outcome refused = run("restore", backup.toString(), "--data", second.toString());
      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.errors().strip().lines()).singleElement().asString().contains("not empty");
      assertThat(number(server, bo)).isEqualTo(bo.number());
    }
    onAnotherDatabase(second, bo, said);
  }

  /** With the server stopped, and the keys in a file of their own. */
  private void onAnotherDatabase(Path from, Member bo, byte[] said) throws Exception {
    String backup = folder.resolve("other.zip").toString();
    String keys = folder.resolve("keys.zip").toString();
    succeed("backup", backup, "--keys", keys, "--data", from.toString());
    Path third = folder.resolve("third");
    try (MariaDb database = MariaDb.start(folder.resolve("mariadb"))) {
      List<String> restore = new ArrayList<>(List.of("restore", backup, "--keys", keys));
      restore.addAll(List.of("--data", third.toString()));
      restore.addAll(Arrays.asList(database.options()));
      succeed(restore.toArray(String[]::new));
      try (RunningServer server = RunningServer.start(third, database.options())) {
        assertThat(number(server, bo)).isEqualTo(bo.number());
        assertThat(message(server, bo, "elsewhere")).isEqualTo(said);
      }
      assertThat(third.resolve("database")).doesNotExist();
    }
  }

  private static String number(RunningServer server, Member member) {
    return server.get("/api/v1/me", member.id(), member.password()).path("number").asString();
  }

  private void leaveMessage(RunningServer server, Member from, Member to) {
    String speech = Talk.message("sentence-a.wav", folder).toString();
    try (RunningPhone phone =
        server.phone(folder.resolve("caller"), from.id(), from.password(), "--audio-in", speech)) {
      phone.await("registered");
      phone.command("dial " + to.number());
      phone.await("media");
      phone.listen(Talk.MESSAGE_REPORTS);
      phone.command("digit #");
      phone.await("ended");
    }
  }

  /** The member's only message, as it comes over REST; another program can play it. */
  private byte[] message(RunningServer server, Member member, String into) throws IOException {
    Path own = Files.createDirectories(folder.resolve(into));
    return Files.readAllBytes(
        StoredMessage.newest(server, member.id(), member.password(), 1, own).file());
  }

  private record Outcome(int exit, String errors) {}

  private void succeed(String... arguments) throws Exception {
    Outcome outcome = run(arguments);
    assertThat(outcome.exit()).as(outcome.errors()).isZero();
    assertThat(outcome.errors()).isEmpty();
  }

  private Outcome run(String... arguments) throws Exception {
    Path errors = Files.createTempFile(folder, "errors", ".txt");
    Process process = Launcher.find().start(List.of(arguments), Map.of(), errors);
    String unused = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return new Outcome(process.exitValue(), Files.readString(errors));
  }
}
