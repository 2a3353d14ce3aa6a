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
final class ChildProcess {
  private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

  private ChildProcess() {}

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
    return start(new ProcessBuilder(command), log);
  }

  /** As {@link #start(List, Path)}; its input may come from somewhere else than us. */
  static Process start(ProcessBuilder builder, Path log) {
    CompletableFuture<Process> started = new CompletableFuture<>();
    Thread.ofPlatform().daemon().name("database-process").start(() -> run(builder, log, started));
    try {
      return started.join();
    } catch (CompletionException e) {
      throw new DatabaseException("the embedded database cannot be started: " + e.getMessage(), e);
    }
  }

  private static void run(ProcessBuilder builder, Path log, CompletableFuture<Process> started) {
    try {
      builder.redirectErrorStream(true).redirectOutput(log.toFile());
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
