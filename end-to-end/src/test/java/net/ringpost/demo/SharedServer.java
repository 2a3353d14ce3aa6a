// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One server for all tests that leave it as they found it, but for the members they sign up. */
final class SharedServer {
  private SharedServer() {}

  /** Starts it when first asked for; it ends with the tests. */
  static RunningServer get() {
    return Holder.SERVER;
  }

  private static final class Holder {
    static final RunningServer SERVER = start();

    private static RunningServer start() {
      try {
        Path parent = Files.createDirectories(Path.of("target"));
        RunningServer server =
            RunningServer.start(Files.createTempDirectory(parent, "server").toAbsolutePath());
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
