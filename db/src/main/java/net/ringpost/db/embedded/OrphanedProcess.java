// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A database process that outlived the server that started it: it holds the tables' locks and must
 * end before a new one starts.
 */
final class OrphanedProcess {
  private OrphanedProcess() {}

  /**
   * Ends the process named in the pid file, if it is a database on {@code tables} and not another
   * process with the same number.
   */
  static void end(Path pidFile, Path tables) {
    running(pidFile, tables).ifPresent(OrphanedProcess::end);
  }

  private static Optional<ProcessHandle> running(Path pidFile, Path tables) {
    try {
      long pid = Long.parseLong(Files.readString(pidFile).strip());
      return ProcessHandle.of(pid).filter(p -> commandLine(p).contains("--datadir=" + tables));
    } catch (IOException | NumberFormatException none) {
      return Optional.empty();
    }
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(
              Path.of("/proc", Long.toString(process.pid()), "cmdline"),
              StandardCharsets.ISO_8859_1)
          .replace('\0', ' ');
    } catch (IOException notLinux) {
      return process.info().commandLine().orElse("");
    }
  }

  private static void end(ProcessHandle orphan) {
    orphan.destroy();
    if (!ends(orphan, 10)) {
      orphan.destroyForcibly();
      ends(orphan, 5);
    }
  }

  // A dead process that nobody waited for is still listed, without a command line: where process 1
  // is no init, for ever.
  private static boolean ends(ProcessHandle process, int seconds) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (!commandLine(process).isEmpty()) {
      if (System.nanoTime() - deadline > 0) {
        return false;
      }
      try {
        process.onExit().get(50, TimeUnit.MILLISECONDS);
      } catch (TimeoutException | ExecutionException stillThere) {
        // Looked at again above.
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
    return true;
  }
}
