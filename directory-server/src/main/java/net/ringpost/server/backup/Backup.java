// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import net.ringpost.db.Database;
import net.ringpost.db.Settings;
import net.ringpost.db.Vault;
import net.ringpost.db.backup.Snapshot;
import net.ringpost.db.blob.BlobName;
import org.jspecify.annotations.Nullable;

/**
 * Makes a backup: a ZIP file with the tables as one moment saw them, the contents that they name,
 * and the keys, or these in a file of their own.
 */
public final class Backup {
  /** A content may be replaced just after the tables were looked at: they are looked at again. */
  private static final int MOST_SNAPSHOTS = 10;

  private final Database database;
  private final Path data;

  /**
   * @param database opened as it is
   * @param data the data folder
   */
  public Backup(Database database, Path data) {
    this.database = database;
    this.data = data;
  }

  /**
   * What was written.
   *
   * @param contents messages and greetings
   * @param missing of these, those of which the tables know and that are not there
   */
  public record Written(long members, long contents, long missing) {}

  /**
   * Writes it. The server may go on meanwhile.
   *
   * @param keysApart the file for the keys; null: they are in {@code archive}
   * @throws BackupException if that cannot be done; no file is left then
   */
  public Written write(Path archive, @Nullable Path keysApart) {
    try {
      for (int left = MOST_SNAPSHOTS; ; left--) {
        try (Snapshot snapshot = Snapshot.take(database)) {
          check(snapshot);
          List<BlobName> wanted = snapshot.contents();
          try (LinkedContents contents = LinkedContents.hold(data.resolve("messages"), wanted)) {
            if (contents.missing().isEmpty() || left <= 1) {
              return write(snapshot, contents, archive, keysApart);
            }
          }
        }
      }
    } catch (IOException e) {
      throw new BackupException(
          "the backup cannot be written (" + e.getMessage() + "): is there room enough?", e);
    }
  }

  private void check(Snapshot snapshot) {
    if (!snapshot.used()) {
      throw new BackupException("there is nothing to back up: no server has used this database");
    }
    Vault.check(
        new Settings(database), data.resolve("credentials.key"), data.resolve("messages.key"));
  }

  private Written write(
      Snapshot snapshot, LinkedContents contents, Path archive, @Nullable Path keysApart)
      throws IOException {
    Manifest manifest =
        new Manifest(
            UUID.randomUUID(),
            Instant.now(),
            snapshot.version(),
            keysApart == null,
            contents.held().size());
    try (ArchiveFile file = ArchiveFile.begin(archive)) {
      file.add(Manifest.ENTRY, out -> out.write(manifest.bytes()));
      if (keysApart == null) {
        addKeys(file);
      }
      for (String table : snapshot.tables()) {
        file.add(Archive.TABLES + table, out -> snapshot.write(table, out));
      }
      for (BlobName name : contents.held()) {
        file.addEncrypted(
            Archive.MESSAGES + name.account() + "/" + name.name(), contents.file(name));
      }
      if (keysApart != null) {
        writeKeys(manifest, keysApart);
      }
      file.finish();
    }
    return new Written(
        snapshot.count("account"), contents.held().size(), contents.missing().size());
  }

  private void writeKeys(Manifest of, Path apart) throws IOException {
    Manifest manifest = new Manifest(of.id(), of.made(), of.tables(), true, 0);
    try (ArchiveFile file = ArchiveFile.begin(apart)) {
      file.add(Manifest.ENTRY, out -> out.write(manifest.bytes()));
      addKeys(file);
      file.finish();
    }
  }

  private void addKeys(ArchiveFile file) throws IOException {
    for (Path key : keys()) {
      file.add(Archive.KEYS + key.getFileName(), out -> Files.copy(key, out));
    }
  }

  private List<Path> keys() throws IOException {
    try (Stream<Path> files = Files.list(data)) {
      return files
          .filter(f -> Archive.isKey(String.valueOf(f.getFileName())) && Files.isRegularFile(f))
          .sorted()
          .toList();
    }
  }
}
