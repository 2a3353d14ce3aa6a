// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A foreign program that runs in a folder of its own.
 *
 * @param output the file with everything that it has printed
 */
record Tool(Process process, Path output) implements AutoCloseable {
  /** Starts one. */
  static Tool start(Path folder, List<String> command) {
    try {
      Files.createDirectories(folder);
      Path output = folder.resolve("output");
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(output.toFile())
              .start();
      return new Tool(process, output);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command, e);
    }
  }

  /** Its exit code; after {@code seconds} the test fails. */
  int exit(int seconds) {
    try {
      if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
        throw new AssertionError("still running after " + seconds + " s: " + printed());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** What it has printed. */
  String printed() {
    try {
      return Files.readString(output, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it if it is still there. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
