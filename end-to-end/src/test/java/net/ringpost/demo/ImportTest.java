// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./ringpost import} while the server runs. */
class ImportTest {
  private static final int MEMBERS = 100_000;

  private static final Duration PROMISED = Duration.ofMinutes(1);

  @TempDir Path folder;

  @Test
  void members_are_in_at_once_and_refused_lines_are_explained() throws Exception {
    Path file = folder.resolve("members.csv");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("id,password,number,displayName\n");
      for (int i = 0; i < MEMBERS; i++) {
        out.write("m" + i + ",password of " + i + "," + (500_000 + i) + ",\"Member, " + i + "\"\n");
      }
      out.write("m5,a good password,,Twice\n");
      out.write("new one,a good password,,Space\n");
      out.write(",a good password,,Nobody\n");
      out.write("without,,,\n");
      out.write("last,a good password,,\n");
    }
    try (RunningServer server = RunningServer.start(folder.resolve("server"))) {
      Path errors = folder.resolve("errors.txt");
      long begin = System.nanoTime();
      Process process =
          Launcher.find()
              .start(
                  List.of("import", file.toString(), "--data", server.data().toString()),
                  Map.of(),
                  errors);
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
      Duration taken = Duration.ofNanos(System.nanoTime() - begin);
      assertThat(process.exitValue()).isEqualTo(1);
      assertThat(output).contains("100,001 members are in; 4 lines were refused.");
      assertThat(Files.readString(errors))
          .contains("line 100002: the id m5 is taken")
          .contains("line 100003: the id cannot be given: it has a space in it")
          .contains("line 100004: the ID is missing")
          .contains("line 100005: the password is missing");
      assertThat(
              server
                  .get("/api/v1/me", "599999", "password of 99999")
                  .path("displayName")
                  .asString())
          .isEqualTo("Member, 99999");
      assertThat(server.get("/api/v1/me", "last", "a good password").path("number").asString())
          .startsWith("100");
      assertThat(taken).as("from the command to its end").isLessThan(PROMISED);
    }
  }
}
