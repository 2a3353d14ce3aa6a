// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import net.ringpost.db.DatabaseException;

/** A child process that does not outlive this one. */
final class Child {
  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

  private Child() {}

  /**
   * The words before a command that make the kernel end it with us, even when we are killed; none
   * where Linux's tool is not there.
   */
  static List<String> endingWithUs() {
    return Files.isExecutable(SETPRIV)
        ? List.of(SETPRIV.toString(), "--pdeathsig", "TERM")
        : List.of();
  }

  /**
   * Starts it. The thread that does stays until the child ends: the kernel's signal comes when the
   * starting thread ends, not the process.
   *
   * @throws DatabaseException if it cannot be started
   */
  static Process start(List<String> command, Path log) {
    CompletableFuture<Process> started = new CompletableFuture<>();
    Thread.ofPlatform().daemon().name("database-process").start(() -> run(command, log, started));
    try {
      return started.join();
    } catch (CompletionException e) {
      throw new DatabaseException("the embedded database cannot be started: " + e.getMessage(), e);
    }
  }

  private static void run(List<String> command, Path log, CompletableFuture<Process> started) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
      builder.redirectInput(ProcessBuilder.Redirect.PIPE);
      Process process = builder.start();
      started.complete(process);
      process.waitFor();
    } catch (IOException e) {
      started.completeExceptionally(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
