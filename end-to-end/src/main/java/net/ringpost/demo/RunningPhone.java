// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A headless softphone in a process of its own: commands on its standard input, events from its
 * standard output.
 */
public final class RunningPhone implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Process process;
  private final Lines lines;
  private final Writer input;
  private int mark;

  private RunningPhone(Process process, String name) throws IOException {
    this.process = process;
    this.lines = new Lines(process.getInputStream(), "phone-" + name);
    this.input =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Starts a softphone that signs in as {@code id}.
   *
   * @param folder where it keeps its own data and its error output
   * @param server HOST:PORT of the directory server
   * @param more further options, as on the command line
   */
  public static RunningPhone start(
      Path folder, String server, String id, String password, String... more) {
    return start(Launcher.find(), folder, server, id, password, more);
  }

  /** As {@link #start(Path, String, String, String, String...)}, by a launcher of the caller's. */
  static RunningPhone start(
      Launcher launcher, Path folder, String server, String id, String password, String... more) {
    return start(launcher, Map.of(), folder, server, id, password, more);
  }

  /** As above, with environment variables. */
  static RunningPhone start(
      Launcher launcher,
      Map<String, String> environment,
      Path folder,
      String server,
      String id,
      String password,
      String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "phone",
                "--headless",
                "--json",
                "--server",
                server,
                "--id",
                id,
                "--password-stdin",
                "--data",
                folder.toString()));
    arguments.addAll(List.of(more));
    try {
      Files.createDirectories(folder);
      RunningPhone phone =
          new RunningPhone(launcher.start(arguments, environment, folder.resolve("phone.err")), id);
      phone.command(password);
      return phone;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Types one line. */
  public void command(String line) {
    try {
      input.write(line + "\n");
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the softphone takes no more commands", e);
    }
  }

  /**
   * Waits half a minute at most for the next event of this name; events before it are passed over.
   */
  public JsonNode await(String event) {
    return await(event, node -> true, PATIENCE);
  }

  /**
   * Waits for the next event of this name that {@code wanted} accepts; events before it are passed
   * over.
   *
   * @throws AssertionError if none comes within {@code limit}; it quotes what came
   */
  public JsonNode await(String event, Predicate<JsonNode> wanted, Duration limit) {
    int found =
        lines.await(
            mark,
            line -> isEvent(line, event) && wanted.test(JSON.readTree(line)),
            limit,
            "the event '" + event + "'");
    mark = found + 1;
    return JSON.readTree(lines.get(found));
  }

  /** Lets some seconds of a call pass, as the telephone counts them: it reports once a second. */
  void listen(int seconds) {
    for (int i = 0; i < seconds; i++) {
      await("statistics");
    }
  }

  /** The events of this name that have come so far, passed over or not. */
  public List<JsonNode> events(String event) {
    return lines.since(0).stream()
        .filter(line -> isEvent(line, event))
        .map(JSON::readTree)
        .toList();
  }

  private static boolean isEvent(String line, String event) {
    return line.startsWith("{") && event.equals(JSON.readTree(line).path("event").asString());
  }

  /** The process, for tests that end it the hard way. */
  public Process process() {
    return process;
  }

  /** Types {@code quit} and waits; after ten seconds ends the process. */
  @Override
  public void close() {
    try {
      if (process.isAlive()) {
        command("quit");
      }
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (UncheckedIOException alreadyGone) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
