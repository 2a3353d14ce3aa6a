// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A ZIP file that is being written. Only its owner may read it; it has its name once it is whole
 * and on the disk.
 */
final class ArchiveFile implements AutoCloseable {
  private final Path wanted;
  private final Path half;
  private final FileChannel file;
  private final ZipOutputStream zip;

  private ArchiveFile(Path wanted, Path half, FileChannel file) {
    this.wanted = wanted;
    this.half = half;
    this.file = file;
    this.zip =
        new ZipOutputStream(new BufferedOutputStream(Channels.newOutputStream(file), 1 << 16));
  }

  /** Writes an entry's bytes. */
  @FunctionalInterface
  interface Content {
    void to(OutputStream out) throws IOException;
  }

  /**
   * Begins one.
   *
   * @throws BackupException if there is a file of this name, or none can be written there
   */
  static ArchiveFile begin(Path wanted) throws IOException {
    Path path = wanted.toAbsolutePath();
    if (Files.exists(path)) {
      throw new BackupException(wanted + " is there already: choose another name, or remove it");
    }
    Path folder = path.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new BackupException("the folder " + folder + " does not exist: make it first");
    }
    Path half = path.resolveSibling(path.getFileName() + ".part");
    try {
      Files.deleteIfExists(half);
      if (half.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.createFile(
            half,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      return new ArchiveFile(
          path, half, FileChannel.open(half, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    } catch (FileSystemException e) {
      throw new BackupException(
          wanted + " cannot be written (" + reason(e) + "): choose another place", e);
    }
  }

  private static String reason(FileSystemException e) {
    return e.getReason() == null
        ? e.getClass().getSimpleName().replace("Exception", "")
        : e.getReason();
  }

  /** Adds an entry. */
  void add(String name, Content content) throws IOException {
    add(name, Deflater.DEFAULT_COMPRESSION, content);
  }

  /** Adds a file as it is: what is encrypted cannot be made smaller. */
  void addEncrypted(String name, Path from) throws IOException {
    try (InputStream in = Files.newInputStream(from)) {
      add(name, Deflater.NO_COMPRESSION, in::transferTo);
    }
  }

  private void add(String name, int level, Content content) throws IOException {
    zip.setLevel(level);
    zip.putNextEntry(new ZipEntry(name));
    content.to(zip);
    zip.closeEntry();
  }

  /** Makes it whole: on the disk, and with its name. */
  void finish() throws IOException {
    zip.finish();
    zip.flush();
    file.force(true);
    zip.close();
    Files.move(half, wanted, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Lets go of it; if it is not finished, nothing of it is left. */
  @Override
  public void close() throws IOException {
    file.close();
    Files.deleteIfExists(half);
  }
}
