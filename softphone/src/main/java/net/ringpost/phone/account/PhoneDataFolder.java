// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.account;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The folder with what one telephone keeps: its identity and the servers it trusts. Locked while
 * the telephone runs, so that two of them never pass for one.
 */
public final class PhoneDataFolder implements AutoCloseable {
  private static final int MOST = 100;

  private final Path path;
  private final FileChannel lock;

  private PhoneDataFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Takes this folder, making it if it is not there.
   *
   * @throws IOException with a sentence for people, if it cannot be used or another telephone has
   *     it
   */
  public static PhoneDataFolder take(Path wanted) throws IOException {
    PhoneDataFolder folder = tryTake(wanted);
    if (folder == null) {
      throw new IOException(
          "another telephone is using the folder "
              + wanted
              + ": end it, or choose another folder with --data");
    }
    return folder;
  }

  /**
   * Takes this folder or, if a telephone that runs already has it, the first free one of {@code
   * NAME-2}, {@code NAME-3} … beside it.
   *
   * @throws IOException with a sentence for people, if none can be used
   */
  public static PhoneDataFolder takeFree(Path wanted) throws IOException {
    for (int i = 1; i <= MOST; i++) {
      PhoneDataFolder folder =
          tryTake(i == 1 ? wanted : wanted.resolveSibling(wanted.getFileName() + "-" + i));
      if (folder != null) {
        return folder;
      }
    }
    throw new IOException(MOST + " telephones are running already: end some of them");
  }

  private static @Nullable PhoneDataFolder tryTake(Path path) throws IOException {
    FileChannel channel;
    try {
      Files.createDirectories(path);
      channel =
          FileChannel.open(
              path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new IOException(
          "the folder " + path + " cannot be written to: choose another with --data", e);
    }
    try {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return new PhoneDataFolder(path, channel);
      }
    } catch (OverlappingFileLockException takenByThisProcess) {
      // As if another process had it.
    }
    channel.close();
    return null;
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /**
   * What tells this telephone from its owner's others for ever (RFC 5626 §4.1): made once, then
   * kept in the folder.
   *
   * @throws IOException with a sentence for people, if it can neither be read nor written
   */
  public static String instance(Path folder) throws IOException {
    Path file = folder.resolve("instance");
    try {
      if (Files.exists(file)) {
        return "urn:uuid:" + UUID.fromString(Files.readString(file).strip());
      }
      UUID made = UUID.randomUUID();
      Files.createDirectories(folder);
      Files.writeString(file, made + "\n");
      return "urn:uuid:" + made;
    } catch (IOException e) {
      throw new IOException("the file " + file + " cannot be read or written", e);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "the file " + file + " is damaged: delete it, and the telephone makes a new one", e);
    }
  }

  /** Lets another telephone have the folder. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
