// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that cannot start says why in one line, ends with 1 and damages nothing. */
class ServerStartTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir static Path folder;
  private static RunningServer running;

  @BeforeAll
  static void start() {
    running = RunningServer.start(folder.resolve("running"));
  }

  @AfterAll
  static void stop() {
    running.close();
  }

  @Test
  void ports_that_are_taken_are_named() throws IOException {
    try (DatagramSocket udp = new DatagramSocket(0, LOOPBACK)) {
      int port = udp.getLocalPort();
      assertThat(failure("--sip-port", "" + port)).contains("Port " + port + " (UDP)", "in use");
    }
    try (ServerSocket tcp = new ServerSocket(0, 1, LOOPBACK)) {
      int port = tcp.getLocalPort();
      assertThat(failure("--sip-port", "" + port)).contains("Port " + port + " (TCP)", "in use");
      assertThat(failure("--sips-port", "" + port)).contains("Port " + port + " (TLS)", "in use");
      assertThat(failure("--http-port", "" + port))
          .contains("Port " + port + " (HTTP)", "--http-port");
    }
  }

  @Test
  void a_second_server_on_the_same_folder_is_refused_and_the_first_goes_on() {
    assertThat(failureOn(running.data()))
        .contains("another server", "is running on the data folder", "--data");
    assertThat(running.text("/actuator/health")).contains("\"UP\"");
  }

  @Test
  void server_json_is_there_for_as_long_as_the_server_runs() {
    Path data = folder.resolve("stopped");
    try (RunningServer server = RunningServer.start(data)) {
      assertThat(server.data().resolve("server.json")).isRegularFile();
    }
    assertThat(data.resolve("server.json")).doesNotExist();
  }

  @Test
  void what_clients_do_wrong_is_answered_and_not_logged() throws IOException {
    HttpRequest.Builder accounts =
        HttpRequest.newBuilder(running.url("/api/v1/accounts"))
            .header("Content-Type", "application/json");
    for (HttpRequest wrong :
        List.of(
            accounts.copy().DELETE().build(),
            accounts.copy().POST(HttpRequest.BodyPublishers.ofString("{\"id\":")).build(),
            accounts.copy().POST(HttpRequest.BodyPublishers.ofString("{\"no\":1}")).build(),
            HttpRequest.newBuilder(running.url("/api/v1/calls?limit=x")).build())) {
      assertThat(running.send(wrong).statusCode()).isBetween(400, 499);
    }
    for (int port : List.of(running.sipPort(), running.sipsPort())) {
      try (Socket socket = new Socket(LOOPBACK, port)) {
        socket.getOutputStream().write("INVITE nonsense\r\n\r\n".getBytes(StandardCharsets.UTF_8));
        socket.shutdownOutput();
        // What is answered, if anything is, until the server closes.
        byte[] unused = socket.getInputStream().readAllBytes();
      }
    }
    assertThat(Files.readString(running.data().resolve("server.err")))
        .doesNotContain("WARN", "ERROR");
  }

  @Test
  void a_folder_that_cannot_be_written_is_named() throws IOException {
    Path file = folder.resolve("file");
    Files.writeString(file, "not a folder");
    assertThat(failureOn(file.resolve("data"))).contains(file.toString(), "--data");
  }

  @Test
  void a_full_disk_is_told() throws Exception {
    Path disk = Files.createDirectories(folder.resolve("disk"));
    Process mount =
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", disk.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("mount.log").toFile())
            .start();
    // Many a container permits no mount at all, whoever runs the tests.
    Assumptions.assumeTrue(
        mount.waitFor() == 0, "no small disk could be mounted here: mount -t tmpfs is refused");
    try {
      assertThat(failureOn(disk.resolve("data"))).contains("disk is full", "--data");
    } finally {
      new ProcessBuilder("umount", "-l", disk.toString()).start().waitFor();
    }
  }

  @Test
  void a_database_that_does_not_answer_or_a_wrong_url_is_told() {
    assertThat(failure("--db-url", "jdbc:mysql://127.0.0.1:1/ringpost"))
        .contains("127.0.0.1:1")
        .containsIgnoringCase("database");
  }

  @Test
  void what_is_wrong_with_options_is_told_in_one_line_before_anything_starts() {
    assertThat(wrong("--no-such-option")).contains("--no-such-option");
    assertThat(wrong("--db-url", "postgres://elsewhere")).contains("--db-url", "jdbc:mysql://");
    assertThat(wrong("--http-port", "70000")).contains("--http-port", "65535");
    assertThat(folder.resolve("never")).doesNotExist();
  }

  private static String wrong(String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("server", "--data", folder.resolve("never").toString()));
    arguments.addAll(List.of(options));
    Outcome outcome = run(arguments);
    assertThat(outcome.exitCode()).as(outcome.errors()).isEqualTo(2);
    assertThat(outcome.errors().strip().lines()).as(outcome.errors()).hasSize(1);
    return outcome.errors();
  }

  private static String failure(String... options) {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(List.of("--data", folder.resolve("other").toString()));
    return oneLine(arguments);
  }

  private static String failureOn(Path data) {
    return oneLine(List.of("--data", data.toString()));
  }

  private static String oneLine(List<String> options) {
    List<String> arguments = new ArrayList<>(List.of("server", "--bind", "127.0.0.1"));
    for (String port : List.of("--http-port", "--sip-port", "--sips-port")) {
      if (!options.contains(port)) {
        arguments.addAll(List.of(port, "0"));
      }
    }
    arguments.addAll(options);
    Outcome outcome = run(arguments);
    assertThat(outcome.exitCode()).as(outcome.errors()).isEqualTo(1);
    assertThat(outcome.errors().strip().lines()).as(outcome.errors()).hasSize(1);
    return outcome.errors();
  }

  private record Outcome(int exitCode, String errors) {}

  private static Outcome run(List<String> arguments) {
    try {
      Path errors = Files.createTempFile(folder, "errors", ".txt");
      Process process = Launcher.find().start(arguments, Map.of(), errors);
      Thread drain = Thread.startVirtualThread(() -> drained(process));
      if (!process.waitFor(90, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("did not end: " + arguments);
      }
      drain.join();
      return new Outcome(process.exitValue(), Files.readString(errors, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static void drained(Process process) {
    try {
      process.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
    } catch (IOException ended) {
      process.destroy();
    }
  }
}
