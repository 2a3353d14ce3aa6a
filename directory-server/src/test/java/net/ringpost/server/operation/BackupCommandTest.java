// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.ringpost.db.voicemail.VoicemailKind;
import net.ringpost.server.RingpostServer;
import net.ringpost.server.voicemail.storage.MessageRecording;
import net.ringpost.server.voicemail.storage.NewVoicemail;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Backups of a running server; what cannot be restored leaves nothing behind. */
class BackupCommandTest {
  private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");

  private final WholeServer server = WholeServer.get();

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  private record Outcome(int exit, String out, String errors) {}

  private static Outcome run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter errors = new StringWriter();
    CommandLine line = RingpostServer.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(errors, true));
    int exit = line.execute(arguments);
    return new Outcome(exit, out.toString(), errors.toString());
  }

  private void leaveMessage(String id) throws Exception {
    MessageRecording recording =
        server
            .voicemails()
            .begin(
                new NewVoicemail(
                    server.account(id).key(), "1001", "Ada", VoicemailKind.AUDIO, AT, null))
            .get(10, TimeUnit.SECONDS);
    recording.append(new byte[5000], 0, 5000);
    assertThat(server.voicemails().finish(recording, 61_500).get(10, TimeUnit.SECONDS)).isTrue();
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private static void assertRefused(Outcome outcome, String... parts) {
    assertThat(outcome.exit()).as(outcome.toString()).isEqualTo(1);
    assertThat(outcome.errors().strip().lines()).as(outcome.errors()).hasSize(1);
    assertThat(outcome.errors()).contains(parts).doesNotContain("defect");
  }

  @Test
  void what_is_backed_up_is_restored_once_and_only_into_nothing() throws Exception {
    server.signUp("backed-up");
    leaveMessage("backed-up");
    String data = server.data().toString();
    Outcome made = run("backup", file("all"), "--keys", file("keys"), "--data", data);
    assertThat(made.exit()).as(made.toString()).isZero();
    assertThat(made.errors()).isEmpty();
    for (String name : new String[] {"all", "keys"}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
          .isEqualTo("rw-------");
    }
    assertThat(server.data().resolve("messages")).isDirectoryNotContaining("glob:**backup-*");
    assertRefused(run("backup", file("all"), "--data", data), "all is there already");
    assertRefused(run("backup", file("x"), "--data", file("none")), "nothing to back up", "--data");

    String to = file("restored");
    assertRefused(run("restore", file("all"), "--data", to), "--keys");
    Outcome none = run("restore", file("none"), "--data", to);
    assertThat(none.exit()).as(none.toString()).isEqualTo(2);
    assertThat(none.errors()).contains(file("none"), "there is no such file");
    assertRefused(run("restore", file("all"), "--keys", file("keys"), "--data", data), "not empty");
    cutShort(folder.resolve("all"), folder.resolve("half"));
    assertRefused(run("restore", file("half"), "--keys", file("keys"), "--data", to), "cut short");
    // Of another moment, so with another name.
    assertThat(run("backup", file("later"), "--data", data).exit()).isZero();
    assertRefused(
        run("restore", file("all"), "--keys", file("later"), "--data", to), "another backup");
    damage(folder.resolve("all"), folder.resolve("damaged"));
    assertRefused(
        run("restore", file("damaged"), "--keys", file("keys"), "--data", to), "cannot be");
    assertThat(Path.of(to)).doesNotExist();

    Outcome restored = run("restore", file("all"), "--keys", file("keys"), "--data", to);
    assertThat(restored.exit()).as(restored.toString()).isZero();
    assertThat(contents(Path.of(to))).isEqualTo(contents(server.data()));
    assertThat(Path.of(to, "restoring")).doesNotExist();
    assertThat(Path.of(to, "messages.key"))
        .hasSameBinaryContentAs(server.data().resolve("messages.key"));
    assertRefused(run("restore", file("all"), "--keys", file("keys"), "--data", to), "not empty");
    // What was restored can be backed up in its turn, with no server on it.
    Outcome again = run("backup", file("again"), "--data", to);
    assertThat(again.exit()).as(again.toString()).isZero();
  }

  @Test
  void one_file_for_backup_and_keys_is_refused_before_anything_is_written() {
    Outcome outcome = run("backup", file("one"), "--keys", file("one"), "--data", file("none"));

    assertThat(outcome.exit()).as(outcome.toString()).isEqualTo(2);
    assertThat(outcome.errors()).contains("--keys");
    assertThat(Path.of(file("one"))).doesNotExist();
  }

  @Test
  void members_of_a_mistyped_folder_are_refused_and_nothing_is_made_there() {
    for (String what : new String[] {"list", "invite"}) {
      assertRefused(run("member", what, "--data", file("typo")), "no server's data", "--data");
    }
    assertThat(Path.of(file("typo"))).doesNotExist();
  }

  private static long contents(Path data) throws IOException {
    try (Stream<Path> files = Files.walk(data.resolve("messages"))) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  private static void cutShort(Path from, Path to) throws IOException {
    byte[] all = Files.readAllBytes(from);
    Files.write(to, Arrays.copyOf(all, all.length - 100));
  }

  /** Changes one byte of a message. */
  private static void damage(Path from, Path to) throws IOException {
    byte[] all = Files.readAllBytes(from);
    int entry = new String(all, StandardCharsets.ISO_8859_1).indexOf("messages/");
    all[entry + 1000] ^= 1;
    Files.write(to, all);
  }
}
