// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A backup's ZIP file, open for reading. */
final class Archive implements AutoCloseable {
  /** Before the name of a table. */
  static final String TABLES = "tables/";

  /** Before a member's key and the name of a content. */
  static final String MESSAGES = "messages/";

  /** Before the name of a key's file. */
  static final String KEYS = "keys/";

  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,60}\\.(key|pem)");

  /** No other names: what is read must not get to other places. */
  private static final Pattern ENTRY =
      Pattern.compile(
          Pattern.quote(Manifest.ENTRY)
              + "|tables/[A-Za-z0-9_]{1,64}|messages/[0-9]{1,18}/[0-9a-f]{32}|keys/"
              + KEY.pattern());

  private final ZipFile zip;
  private final Path path;
  private final Manifest manifest;

  private Archive(ZipFile zip, Path path, Manifest manifest) {
    this.zip = zip;
    this.path = path;
    this.manifest = manifest;
  }

  /** Whether a file of the data folder is a key, or a certificate with its key. */
  static boolean isKey(String file) {
    return KEY.matcher(file).matches();
  }

  /**
   * Opens it.
   *
   * @throws BackupException if it is not there, cut short, or no backup
   */
  static Archive open(Path path) {
    try {
      ZipFile zip = new ZipFile(path.toFile());
      try {
        return new Archive(zip, path, checked(zip, path));
      } catch (IOException | RuntimeException e) {
        zip.close();
        throw e;
      }
    } catch (NoSuchFileException e) {
      throw new BackupException("there is no file " + path, e);
    } catch (AccessDeniedException e) {
      throw new BackupException("the file " + path + " may not be read by this user", e);
    } catch (ZipException e) {
      throw new BackupException(path + " is no backup of Ringpost, or is cut short", e);
    } catch (IOException e) {
      throw new BackupException("the file " + path + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static Manifest checked(ZipFile zip, Path path) throws IOException {
    ZipEntry manifest = zip.getEntry(Manifest.ENTRY);
    if (manifest == null
        || !zip.stream().allMatch(e -> ENTRY.matcher(e.getName()).matches() && !e.isDirectory())) {
      throw new BackupException(path + " is no backup of Ringpost");
    }
    try (InputStream in = zip.getInputStream(manifest)) {
      return Manifest.read(in, path.toString());
    }
  }

  Manifest manifest() {
    return manifest;
  }

  /** The names of the entries with this beginning. */
  List<String> entries(String beginning) {
    return zip.stream()
        .map(ZipEntry::getName)
        .filter(name -> name.startsWith(beginning))
        .sorted()
        .toList();
  }

  /** An entry's bytes; who reads them to the end learns there of damage, by an exception. */
  InputStream read(String entry) throws IOException {
    ZipEntry of = zip.getEntry(entry);
    InputStream in = of == null ? null : zip.getInputStream(of);
    if (of == null || in == null) {
      throw new IOException("the entry " + entry + " is gone");
    }
    return new Checked(in, of);
  }

  /** Compares the check sum, which {@link ZipFile} does not. */
  private static final class Checked extends CheckedInputStream {
    private final ZipEntry entry;

    Checked(InputStream in, ZipEntry entry) {
      super(in, new CRC32());
      this.entry = entry;
    }

    @Override
    public int read() throws IOException {
      return checked(super.read());
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return checked(super.read(into, offset, length));
    }

    private int checked(int read) throws IOException {
      if (read < 0 && getChecksum().getValue() != entry.getCrc()) {
        throw new IOException("the part " + entry.getName() + " is damaged");
      }
      return read;
    }
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException gone) {
      return;
    }
  }
}
