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
 * the data folder.
 *
 * @param bind the address it listens at
 */
record ServerFacts(
    long pid, Instant started, String bind, int httpPort, int sipPort, int sipsPort) {

  /** Writes the file so that nobody reads half of it. */
  void write(Path data) {
    try {
      Path part = data.resolve("server.json.part");
      Files.writeString(part, JsonMapper.builder().build().writeValueAsString(this) + "\n");
      Files.move(
          part,
          data.resolve("server.json"),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new StartException(
          "the data folder " + data + " cannot be written (" + e.getMessage() + ")", e);
    }
  }
}
