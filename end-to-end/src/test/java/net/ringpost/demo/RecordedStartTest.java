// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The record that {@code ./ringpost build} makes of a server's start is used by those after it. */
class RecordedStartTest {
  private static final int FIRST_WITH_RECORDS = 25;

  @TempDir private static Path folder;

  @Test
  void server_starts_from_the_record_and_says_nothing_of_it() throws Exception {
    Assumptions.assumeTrue(
        Runtime.version().feature() >= FIRST_WITH_RECORDS, "Java keeps records from 25 on");
    record();
    try (RunningServer server = RunningServer.start(folder.resolve("quick"))) {
      assertThat(server.process().info().arguments().map(List::of).orElse(List.of()))
          .anyMatch(option -> option.startsWith("-XX:AOTCache="));
      assertThat(server.signUp("ada", "a-password-of-hers", "", "Ada")).isEqualTo("1000");
      assertThat(server.text("/")).contains("Ringpost");
      assertThat(folder.resolve("quick").resolve("server.err")).isEmptyFile();
    }
  }

  private static void record() throws IOException, InterruptedException {
    List<String> arguments =
        List.of(
            "server",
            "--data",
            folder.resolve("recorded").toString(),
            "--bind",
            "127.0.0.1",
            "--http-port",
            "0",
            "--sip-port",
            "0",
            "--sips-port",
            "0");
    Launcher launcher = Launcher.find();
    Path made = launcher.home().resolve(".ringpost");
    deleteRecords(made);
    Process process =
        launcher.start(
            arguments, Map.of("RINGPOST_RECORD_START", "1"), folder.resolve("recorded.err"));
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.lines().anyMatch(line -> line.startsWith("Ringpost is ready"))).isTrue();
      process.destroy();
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(records(made)).isNotEmpty();
  }

  /** What an earlier build left proves nothing. */
  private static void deleteRecords(Path made) throws IOException {
    for (Path record : records(made)) {
      Files.delete(record);
    }
  }

  private static List<Path> records(Path made) throws IOException {
    if (!Files.isDirectory(made)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(made)) {
      return files.filter(file -> file.toString().endsWith(".aot")).toList();
    }
  }
}
