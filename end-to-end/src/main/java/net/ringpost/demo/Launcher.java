// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts Ringpost's commands by its launcher script, as a person at a shell does. */
public final class Launcher {
  private final Path home;
  private final List<String> before;

  private Launcher(Path home, List<String> before) {
    this.home = home;
    this.before = before;
  }

  /**
   * Finds the launcher through the environment variable {@code RINGPOST_HOME}, which the launcher
   * itself and the build set.
   *
   * @throws IllegalStateException if the variable does not name a folder with the launcher in it
   */
  public static Launcher find() {
    String named = System.getenv("RINGPOST_HOME");
    Path home = Path.of(named == null ? "." : named).toAbsolutePath().normalize();
    if (!Files.isExecutable(home.resolve("ringpost"))) {
      throw new IllegalStateException(
          "no launcher in " + home + ": start this with ./ringpost demo, or set RINGPOST_HOME");
    }
    return new Launcher(home, List.of());
  }

  /**
   * One that starts everything by way of another command.
   *
   * @param command it and its arguments; ours are appended, as for {@code env}
   */
  public Launcher behind(List<String> command) {
    return new Launcher(home, List.copyOf(command));
  }

  /** The folder that holds the launcher. */
  public Path home() {
    return home;
  }

  /**
   * Starts {@code ./ringpost arguments…}; the caller owns the process and its streams.
   *
   * @param environment variables added to this process's own
   * @param errors the file that standard error is appended to
   * @throws UncheckedIOException if the process cannot be started
   */
  public Process start(List<String> arguments, Map<String, String> environment, Path errors) {
    List<String> command = new ArrayList<>(before);
    command.add(home.resolve("ringpost").toString());
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + String.join(" ", command), e);
    }
  }
}
