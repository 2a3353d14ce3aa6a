// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.blob;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.ringpost.db.secret.MemberKeys;

/** Keeps contents in a folder: one folder for each member in it, one file for each content. */
public final class FolderBlobStore implements BlobStore {
  private final Path folder;
  private final MemberKeys keys;
  private final DiskRoom room;

  /**
   * @param folder made where it is not yet
   * @param keys encrypt
   * @param reserve nothing is begun when fewer bytes of the disk are free, so that the database can
   *     go on
   */
  public FolderBlobStore(Path folder, MemberKeys keys, long reserve) {
    this.folder = folder;
    this.keys = keys;
    this.room = new DiskRoom(folder, reserve);
  }

  /** Whether there is room for more. */
  public DiskRoom room() {
    return room;
  }

  @Override
  public Writing begin(BlobName name) throws IOException {
    Path path = path(name);
    makeFolder(folder);
    if (room.full()) {
      throw room.full(null);
    }
    makeFolder(folder.resolve(Long.toString(name.account())));
    FileChannel file =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try {
      return new FolderWriting(file, path, BlobFile.begin(file, keys, name), room);
    } catch (IOException e) {
      file.close();
      Files.deleteIfExists(path);
      throw room.failed(e, 0);
    }
  }

  private static void makeFolder(Path wanted) throws IOException {
    if (Files.isDirectory(wanted)) {
      return;
    }
    if (posix(wanted)) {
      Files.createDirectories(
          wanted,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } else {
      Files.createDirectories(wanted);
    }
  }

  private static boolean posix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private Path path(BlobName name) {
    return folder.resolve(Long.toString(name.account())).resolve(name.name());
  }

  @Override
  public SeekableByteChannel open(BlobName name) throws IOException {
    FileChannel file = FileChannel.open(path(name), StandardOpenOption.READ);
    try {
      return new BlobChannel(name, file, new ChunkIndex(file, BlobFile.read(file, keys, name)));
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public long mend(BlobName name) throws IOException {
    try (FileChannel file =
        FileChannel.open(path(name), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ChunkIndex index = new ChunkIndex(file, BlobFile.read(file, keys, name));
      int whole = 0;
      while (whole < index.count() && index.open(whole) != null) {
        whole++;
      }
      index.cut(whole);
      if (file.size() > index.place(whole)) {
        file.truncate(index.place(whole));
      }
      file.force(false);
      syncFolders(path(name));
      return index.size();
    }
  }

  @Override
  public boolean delete(BlobName name) throws IOException {
    return Files.deleteIfExists(path(name));
  }

  @Override
  public int deleteAll(long account) throws IOException {
    return deleteAll(folder, account);
  }

  /** As {@link #deleteAll(long)}, for which no key is needed. */
  public static int deleteAll(Path folder, long account) throws IOException {
    Path member = folder.resolve(Long.toString(account));
    if (!Files.isDirectory(member)) {
      return 0;
    }
    List<Stored> contents = new ArrayList<>();
    list(member, account, contents);
    for (Stored content : contents) {
      Files.deleteIfExists(member.resolve(content.name().name()));
    }
    // The folder stays: a message that is being recorded still writes beside its entries.
    return contents.size();
  }

  @Override
  public List<Stored> list() throws IOException {
    List<Stored> found = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return found;
    }
    try (Stream<Path> members = Files.list(folder)) {
      for (Path member : members.filter(FolderBlobStore::isMembers).toList()) {
        list(member, Long.parseLong(String.valueOf(member.getFileName())), found);
      }
    }
    return found;
  }

  private static boolean isMembers(Path path) {
    return Files.isDirectory(path)
        && String.valueOf(path.getFileName()).matches("[1-9][0-9]{0,17}|0");
  }

  private static void list(Path member, long account, List<Stored> found) throws IOException {
    try (Stream<Path> files = Files.list(member)) {
      for (Path file : files.toList()) {
        String name = String.valueOf(file.getFileName());
        if (BlobName.valid(name)) {
          found.add(
              new Stored(new BlobName(account, name), Files.getLastModifiedTime(file).toInstant()));
        }
      }
    }
  }

  /** Makes the entries of a file, of its folder and of that one's folder survive a sudden end. */
  static void syncFolders(Path path) throws IOException {
    if (!posix(path)) {
      return; // Windows cannot open a folder, and writes its entries at once.
    }
    Path at = path.toAbsolutePath().getParent();
    for (int depth = 0; depth < 3 && at != null; depth++) {
      try (FileChannel entries = FileChannel.open(at, StandardOpenOption.READ)) {
        entries.force(true);
      }
      at = at.getParent();
    }
  }
}
