// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The folder with everything a server keeps, held by one server at a time. The kernel frees it when
 * the process ends, however it ends.
 */
public final class DataFolder implements AutoCloseable {
  private static final long ROOM_BYTES = 200L * 1024 * 1024;

  /** There while a backup is being restored into the folder. */
  private static final String RESTORING = "restoring";

  private final Path path;
  private final FileChannel channel;

  private DataFolder(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Makes the folder where it is not yet, and holds it.
   *
   * @throws DatabaseException if it cannot be written, has no room, or another server holds it
   */
  public static DataFolder hold(Path path) {
    try {
      Files.createDirectories(path);
      if (Files.exists(path.resolve(RESTORING))) {
        throw new DatabaseException(
            "a backup was being restored into "
                + path
                + " and that did not end: remove the folder, and restore again");
      }
      if (path.toFile().getUsableSpace() < ROOM_BYTES) {
        throw new DatabaseException(
            "the disk is full: "
                + path
                + " has only "
                + path.toFile().getUsableSpace() / 1024 / 1024
                + " MB free, 200 MB are needed; make room or choose another --data");
      }
      FileChannel channel =
          FileChannel.open(
              path.resolve("lock"),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        String holder = read(channel);
        channel.close();
        throw new DatabaseException(
            "another server"
                + holder
                + " is running on the data folder "
                + path
                + ": stop it, or choose another --data");
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)),
          0);
      return new DataFolder(path, channel);
    } catch (FileSystemException e) {
      throw new DatabaseException(
          "the data folder "
              + path
              + " cannot be written ("
              + reason(e)
              + "): choose another with --data",
          e);
    } catch (IOException e) {
      throw new DatabaseException(
          "the data folder " + path + " cannot be used: " + e.getMessage(), e);
    }
  }

  private static String reason(FileSystemException e) {
    return e.getReason() == null
        ? e.getClass().getSimpleName().replace("Exception", "")
        : e.getReason();
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException ourselves) {
      return null;
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer pid = ByteBuffer.allocate(20);
    channel.read(pid, 0);
    String text = new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII).strip();
    return text.isEmpty() ? "" : " (process " + text + ")";
  }

  /** Whether a server holds this folder now. */
  public static boolean held(Path path) {
    if (!Files.exists(path.resolve("lock"))) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(path.resolve("lock"), StandardOpenOption.WRITE)) {
      FileLock lock = lock(channel);
      if (lock != null) {
        lock.release();
      }
      return lock == null;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Marks the folder as one into which a backup is being restored: nobody may use what is half
   * there.
   *
   * @param going until it is no longer
   */
  public void restoring(boolean going) {
    try {
      if (going) {
        Files.createFile(path.resolve(RESTORING));
      } else {
        Files.delete(path.resolve(RESTORING));
      }
    } catch (IOException e) {
      throw new DatabaseException(
          "the data folder " + path + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** Frees it. */
  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException gone) {
      // The lock went with the file.
      return;
    }
  }
}
