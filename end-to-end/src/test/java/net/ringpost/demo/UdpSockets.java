// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The UDP sockets that a process has open, as Linux tells. */
final class UdpSockets {
  private static final int ADDRESS = 1;
  private static final int INODE = 9;

  private UdpSockets() {}

  /** Each as its address, in hexadecimal figures, and its number in the system. */
  static Set<String> of(Process process) {
    Path about = Path.of("/proc", Long.toString(process.pid()));
    Set<String> files = openFiles(about.resolve("fd"));
    Set<String> found = new TreeSet<>();
    for (String table : List.of("net/udp", "net/udp6")) {
      for (String line : lines(about.resolve(table))) {
        String[] field = line.strip().split("\\s+", -1);
        if (files.contains("socket:[" + field[INODE] + "]")) {
          found.add(field[ADDRESS] + " " + field[INODE]);
        }
      }
    }
    return found;
  }

  private static Set<String> openFiles(Path folder) {
    Set<String> names = new HashSet<>();
    try (Stream<Path> all = Files.list(folder)) {
      all.forEach(file -> names.add(target(file)));
      return names;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (NoSuchFileException closed) {
      // It was open when the folder was read.
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without the headline; where there is no IPv6, there is no table of it. */
  private static List<String> lines(Path table) {
    try {
      return Files.exists(table) ? Files.readAllLines(table).stream().skip(1).toList() : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
