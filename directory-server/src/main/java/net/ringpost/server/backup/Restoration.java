// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import net.ringpost.db.DataFolder;
import net.ringpost.db.Database;
import net.ringpost.db.DatabaseException;
import net.ringpost.db.Settings;
import net.ringpost.db.Vault;
import net.ringpost.db.backup.EmptyDatabase;
import net.ringpost.db.secret.SecretKeyFile;
import org.jspecify.annotations.Nullable;

/** Puts a backup into an empty data folder and an empty database. */
public final class Restoration {
  /** What an empty disk has by itself. */
  private static final String OF_THE_DISK = "lost+found";

  private final Path data;
  private final Function<DataFolder, Database> opening;

  /**
   * @param data the data folder: not there yet, or empty
   * @param opening opens the database as it is
   */
  public Restoration(Path data, Function<DataFolder, Database> opening) {
    this.data = data.toAbsolutePath();
    this.opening = opening;
  }

  /**
   * What was restored.
   *
   * @param rows of all tables
   * @param contents messages and greetings
   */
  public record Restored(Instant made, long rows, long contents) {}

  /**
   * Restores it. If that fails, the folder and the database are as empty as before.
   *
   * @param keysApart the file with the keys; null: they are in {@code archive}
   * @throws BackupException if it cannot be done
   * @throws DatabaseException if the database cannot be used
   */
  public Restored restore(Path archive, @Nullable Path keysApart) {
    try (Archive from = Archive.open(archive);
        Archive keys = keysApart == null ? Archive.open(archive) : Archive.open(keysApart)) {
      if (!keys.manifest().keys()) {
        throw new BackupException(
            keys.path() + " is without the keys: name the file with them, --keys FILE");
      }
      if (!keys.manifest().id().equals(from.manifest().id())) {
        throw new BackupException(
            keys.path() + " has the keys of another backup than " + from.path());
      }
      boolean there = Files.exists(data);
      if (there && used()) {
        throw new BackupException(
            "the folder "
                + data
                + " is not empty: a backup is restored into a new folder only; name one with"
                + " --data");
      }
      return restore(from, keys, there);
    }
  }

  private boolean used() {
    try (Stream<Path> entries = Files.list(data)) {
      return entries.anyMatch(e -> !e.endsWith(OF_THE_DISK));
    } catch (IOException e) {
      throw new BackupException("the folder " + data + " cannot be read: " + e.getMessage(), e);
    }
  }

  private Restored restore(Archive from, Archive keys, boolean there) {
    try (DataFolder folder = DataFolder.hold(data)) {
      // From here on it is ours, and what is in it as well.
      folder.restoring(true);
      boolean done = false;
      try {
        Restored restored = into(folder, from, keys);
        folder.restoring(false);
        done = true;
        return restored;
      } finally {
        if (!done) {
          empty(there);
        }
      }
    } catch (IOException e) {
      throw new BackupException(
          from.path() + " cannot be restored (" + e.getMessage() + "); nothing was changed", e);
    }
  }

  private Restored into(DataFolder folder, Archive from, Archive keys) throws IOException {
    try (Database database = opening.apply(folder)) {
      EmptyDatabase tables = new EmptyDatabase(database);
      boolean done = false;
      try {
        tables.make(from.manifest().tables());
        long rows = 0;
        for (String entry : from.entries(Archive.TABLES)) {
          try (InputStream in = from.read(entry)) {
            rows += tables.fill(entry.substring(Archive.TABLES.length()), in);
            // The check sum is looked at when all is read.
            in.transferTo(OutputStream.nullOutputStream());
          }
        }
        tables.finish();
        long contents = contents(from);
        keys(keys);
        Vault.check(
            new Settings(database), data.resolve("credentials.key"), data.resolve("messages.key"));
        done = true;
        return new Restored(from.manifest().made(), rows, contents);
      } finally {
        if (!done) {
          tables.undo();
        }
      }
    }
  }

  private long contents(Archive from) throws IOException {
    List<String> entries = from.entries(Archive.MESSAGES);
    if (entries.size() != from.manifest().contents()) {
      throw new IOException("messages are missing in it");
    }
    for (String entry : entries) {
      Path file = data.resolve(entry);
      makePrivate(file.getParent());
      try (InputStream in = from.read(entry)) {
        Files.copy(in, file);
      }
      restrict(file, "rw-------");
    }
    return entries.size();
  }

  private void makePrivate(@Nullable Path folder) throws IOException {
    if (folder != null && !Files.isDirectory(folder)) {
      makePrivate(folder.getParent());
      Files.createDirectory(folder);
      restrict(folder, "rwx------");
    }
  }

  private static void restrict(Path path, String permissions) throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
  }

  private void keys(Archive keys) throws IOException {
    for (String entry : keys.entries(Archive.KEYS)) {
      try (InputStream in = keys.read(entry)) {
        SecretKeyFile.write(
            data.resolve(entry.substring(Archive.KEYS.length())), in.readAllBytes());
      }
    }
  }

  private void empty(boolean there) {
    try {
      Files.walkFileTree(data, new Emptying(data, there));
    } catch (IOException e) {
      throw new BackupException(
          "what was restored into " + data + " cannot be removed again: " + e.getMessage(), e);
    }
  }

  private static final class Emptying extends SimpleFileVisitor<Path> {
    private final Path root;
    private final boolean keepRoot;

    Emptying(Path root, boolean keepRoot) {
      this.root = root;
      this.keepRoot = keepRoot;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return folder.endsWith(OF_THE_DISK) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failed)
        throws IOException {
      if (failed != null) {
        throw failed;
      }
      if (!folder.equals(root) || !keepRoot) {
        Files.delete(folder);
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
