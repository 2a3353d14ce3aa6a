// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The program in a process of its own; its server never answers. */
class RingpostPhoneTest {
  @TempDir Path folder;
  private DatagramSocket server;
  private @Nullable Process started;

  @BeforeEach
  void open() throws IOException {
    server = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    server.setSoTimeout(60_000);
  }

  @AfterEach
  void close() {
    server.close();
    Process p = started;
    if (p != null) {
      p.destroyForcibly();
    }
  }

  private Process process() {
    return Objects.requireNonNull(started);
  }

  private void start(List<String> options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(),
                "net.ringpost.phone.RingpostPhone"));
    command.addAll(options);
    started = new ProcessBuilder(command).redirectError(folder.resolve("errors").toFile()).start();
  }

  /** As shipped: without what only tests bring along and what has something to say by itself. */
  private static String classPath() {
    String separator = System.getProperty("path.separator");
    return Arrays.stream(System.getProperty("java.class.path").split(separator))
        .filter(entry -> !entry.contains("slf4j"))
        .collect(Collectors.joining(separator));
  }

  private void startWell() throws IOException {
    start(
        List.of(
            "--headless",
            "--json",
            "--password-stdin",
            "--bind",
            "127.0.0.1",
            "--id",
            "ann",
            "--server",
            "127.0.0.1:" + server.getLocalPort(),
            "--data",
            folder.resolve("data").toString()));
    type("secret");
  }

  private void type(String line) throws IOException {
    BufferedWriter input = process().outputWriter(StandardCharsets.UTF_8);
    input.write(line + "\n");
    input.flush();
  }

  private String nextRequest() throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
    server.receive(packet);
    return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
  }

  private int status() throws InterruptedException {
    assertThat(process().waitFor(30, TimeUnit.SECONDS)).as("it has ended").isTrue();
    return process().exitValue();
  }

  private List<String> errors() throws IOException {
    return Files.readAllLines(folder.resolve("errors"));
  }

  @Test
  void registers_at_once_and_ends_well_when_the_input_does() throws Exception {
    startWell();
    assertThat(nextRequest())
        .startsWith("REGISTER sip:127.0.0.1 SIP/2.0")
        .contains("+sip.instance");
    process().outputWriter().close();
    assertThat(status()).isZero();
    assertThat(errors()).isEmpty();
  }

  @Test
  void ends_well_when_it_is_told_to_by_the_system() throws Exception {
    startWell();
    assertThat(nextRequest()).startsWith("REGISTER");
    process().destroy();
    assertThat(status()).isZero();
  }

  @Test
  void events_are_there_at_once() throws Exception {
    startWell();
    type("status");
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process().getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(out.readLine())
          .isEqualTo("{\"event\":\"state\",\"registered\":false,\"calls\":0}");
      type("quit");
      assertThat(status()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--bogus, 2, Missing required options",
    "--headless --server h --id a --transport x, 2, --transport must be",
    "--headless --server h:x --id a, 2, 'h:x' is no server address",
    "--headless --server 127.0.0.1 --id a --codecs x, 2, there is no codec 'x'",
    "--headless --server nosuch.invalid --id a, 1, the server 'nosuch.invalid' is not known",
    "--headless --server 127.0.0.1 --id a --audio-in none, 2, is not there",
    "--headless --server 127.0.0.1 --id a --bind 192.0.2.77, 2, This machine has no address",
  })
  void what_is_wrong_is_said_in_one_line(String options, int status, String message)
      throws Exception {
    List<String> all = new ArrayList<>(List.of(options.split(" ")));
    all.addAll(List.of("--password-stdin", "--data", folder.resolve("data").toString()));
    start(all);
    type("secret");
    assertThat(status()).isEqualTo(status);
    assertThat(errors())
        .singleElement()
        .asString()
        .startsWith("ringpost phone: ")
        .contains(message);
  }

  @Test
  void missing_password_is_said() throws Exception {
    start(List.of("--headless", "--server", "127.0.0.1", "--id", "a", "--password-stdin"));
    process().outputWriter().close();
    assertThat(status()).isEqualTo(1);
    assertThat(errors()).singleElement().asString().contains("no password was given");
  }
}
