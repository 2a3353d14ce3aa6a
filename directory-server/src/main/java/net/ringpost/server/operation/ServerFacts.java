// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a program on this machine wants to know of a running server: the file {@code server.json} in
 * the data folder. It is there from when the server is ready until it stops; after a sudden end it
 * stays until the next start, and its process is no longer alive.
 *
 * @param bind the address it listens at
 */
record ServerFacts(
    long pid, Instant started, String bind, int httpPort, int sipPort, int sipsPort) {

  private static final String FILE = "server.json";

  /** Writes the file so that nobody reads half of it. */
  void write(Path data) {
    try {
      Path part = data.resolve(FILE + ".part");
      Files.writeString(part, JsonMapper.builder().build().writeValueAsString(this) + "\n");
      Files.move(
          part,
          data.resolve(FILE),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new StartException(
          "the data folder " + data + " cannot be written (" + e.getMessage() + ")", e);
    }
  }

  /** Removes the file: no server is running on the folder any longer, or not yet. */
  static void remove(Path data) {
    try {
      Files.deleteIfExists(data.resolve(FILE));
    } catch (IOException e) {
      System.getLogger(ServerFacts.class.getName())
          .log(System.Logger.Level.WARNING, "{0} cannot be removed: {1}", data.resolve(FILE), e);
    }
  }
}
