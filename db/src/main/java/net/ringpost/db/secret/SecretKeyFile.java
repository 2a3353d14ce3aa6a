// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.secret;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import net.ringpost.db.DatabaseException;

/** A file with a secret of 32 random bytes that only its owner may read. */
public final class SecretKeyFile {
  private static final int BYTES = 32;

  private SecretKeyFile() {}

  /**
   * Reads the key.
   *
   * @throws DatabaseException if it is missing or damaged
   */
  public static byte[] read(Path file) {
    try {
      byte[] key = Files.readAllBytes(file);
      if (key.length != BYTES) {
        throw new DatabaseException(
            "the key file "
                + file
                + " is damaged: it must hold "
                + BYTES
                + " bytes; restore it from a backup");
      }
      return key;
    } catch (IOException e) {
      throw new DatabaseException(
          "the key file "
              + file
              + " cannot be read ("
              + e.getMessage()
              + "): restore it from a backup",
          e);
    }
  }

  /**
   * Reads the key, or makes one where there is none yet.
   *
   * @throws DatabaseException if it can be neither read nor written
   */
  public static byte[] readOrMake(Path file) {
    if (!Files.exists(file)) {
      make(file);
    }
    return read(file);
  }

  private static void make(Path file) {
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    try {
      write(file, key);
    } catch (FileAlreadyExistsException made) {
      // Another process was quicker: its key is as good.
      return;
    } catch (IOException e) {
      throw new DatabaseException(
          "the key file " + file + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** Writes a file that only its owner may read, whole or not at all. */
  public static void write(Path file, byte[] content) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Path half = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(half);
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          half, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.write(half, content, StandardOpenOption.CREATE, StandardOpenOption.DSYNC);
    Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
