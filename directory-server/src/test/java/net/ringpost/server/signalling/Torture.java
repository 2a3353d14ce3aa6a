// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What this server does with each message of RFC 4475 and RFC 5118: the strict one of the outcomes
 * that the RFC allows. The server is at home in {@link #DOMAINS}; {@code user} has a terminal.
 *
 * @param name of the message's file
 * @param datagram what is answered: a status, {@code rings} if the message reaches the terminal, or
 *     {@code nothing}
 * @param stream the same over TCP
 */
record Torture(String name, String datagram, String stream) {
  /** Where the messages' own users live; {@code example.net} and others are strangers. */
  static final List<String> DOMAINS =
      List.of(
          "example.com",
          "chair-dnrc.example.com",
          "registrar.example.com",
          "2001:db8::10",
          "2001:db8::192.0.2.1");

  /** The rows of {@code torture.csv}. */
  static final List<Torture> ALL = read();

  private static List<Torture> read() {
    Path file = Path.of("src/test/resources/net/ringpost/server/signalling/torture.csv");
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(", ", 3))
          .map(row -> new Torture(row[0], row[1], row[2]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] bytes() {
    Path vectors = Path.of("..", "sip", "src", "test", "resources", "net", "ringpost", "sip");
    try {
      return Files.readAllBytes(vectors.resolve("vectors").resolve(name + ".dat"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
