// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.backup;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.ringpost.db.blob.BlobName;

/**
 * Contents of messages and greetings that stay while they are copied, even if the server deletes
 * them: each has a second name, in a folder beside the members'.
 */
final class LinkedContents implements AutoCloseable {
  private static final String PREFIX = "backup-";

  private final Path messages;
  private final Path links;
  private final List<BlobName> held = new ArrayList<>();
  private final List<BlobName> missing = new ArrayList<>();

  private LinkedContents(Path messages, Path links) {
    this.messages = messages;
    this.links = links;
  }

  /**
   * Holds contents.
   *
   * @param messages the folder with a folder for each member
   */
  static LinkedContents hold(Path messages, List<BlobName> wanted) throws IOException {
    LinkedContents contents =
        new LinkedContents(messages, messages.resolve(PREFIX + ProcessHandle.current().pid()));
    if (Files.isDirectory(messages)) {
      removeLeftOver(messages);
      contents.make();
    }
    try {
      for (BlobName name : wanted) {
        contents.hold(name);
      }
      return contents;
    } catch (IOException | RuntimeException e) {
      contents.close();
      throw e;
    }
  }

  private void make() throws IOException {
    if (links.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectory(
          links,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectory(links);
    }
  }

  private void hold(BlobName name) throws IOException {
    Path file = messages.resolve(place(name));
    try {
      Files.createLink(links.resolve(link(name)), file);
      held.add(name);
    } catch (NoSuchFileException gone) {
      missing.add(name);
    } catch (UnsupportedOperationException | FileSystemException noLinksHere) {
      if (Files.exists(file)) {
        held.add(name);
      } else {
        missing.add(name);
      }
    }
  }

  private static String place(BlobName name) {
    return name.account() + "/" + name.name();
  }

  private static String link(BlobName name) {
    return name.account() + "-" + name.name();
  }

  /** What was there. */
  List<BlobName> held() {
    return held;
  }

  /** What was not. */
  List<BlobName> missing() {
    return missing;
  }

  /** Where a content's bytes are. */
  Path file(BlobName name) {
    Path linked = links.resolve(link(name));
    return Files.exists(linked) ? linked : messages.resolve(place(name));
  }

  /** What a backup left behind that was killed. */
  private static void removeLeftOver(Path messages) throws IOException {
    try (Stream<Path> entries = Files.list(messages)) {
      for (Path entry : entries.toList()) {
        String name = String.valueOf(entry.getFileName());
        if (name.matches(PREFIX + "\\d{1,18}")) {
          long pid = Long.parseLong(name.substring(PREFIX.length()));
          if (pid == ProcessHandle.current().pid() || ProcessHandle.of(pid).isEmpty()) {
            delete(entry);
          }
        }
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  /** Lets go of them. */
  @Override
  public void close() throws IOException {
    if (Files.isDirectory(links)) {
      delete(links);
    }
  }
}
