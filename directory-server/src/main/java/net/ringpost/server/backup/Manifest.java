// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.backup;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Properties;
import java.util.UUID;

/**
 * What a backup says of itself: its entry {@value #ENTRY}, a file of Java properties.
 *
 * @param id of the backup; the file with its keys has the same
 * @param made when
 * @param tables the version of its tables
 * @param keys whether the keys are in this file
 * @param contents how many messages' and greetings' contents there are
 */
record Manifest(UUID id, Instant made, String tables, boolean keys, long contents) {
  /** The first entry of each file. */
  static final String ENTRY = "ringpost-backup.properties";

  private static final String FORMAT = "1";

  /** As bytes. */
  byte[] bytes() throws IOException {
    Properties p = new Properties();
    p.setProperty("format", FORMAT);
    p.setProperty("id", id.toString());
    p.setProperty("made", made.toString());
    p.setProperty("tables", tables);
    p.setProperty("keys", Boolean.toString(keys));
    p.setProperty("contents", Long.toString(contents));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    p.store(out, "A backup of Ringpost; ./ringpost restore reads it.");
    return out.toByteArray();
  }

  /**
   * Reads it.
   *
   * @throws BackupException if it is damaged or of a newer Ringpost
   */
  static Manifest read(InputStream from, String file) throws IOException {
    Properties p = new Properties();
    try {
      p.load(from);
      if (!FORMAT.equals(p.getProperty("format"))) {
        throw new BackupException(
            file + " was made by a newer version of Ringpost: restore it with that one");
      }
      return new Manifest(
          UUID.fromString(p.getProperty("id", "")),
          Instant.parse(p.getProperty("made", "")),
          p.getProperty("tables", ""),
          Boolean.parseBoolean(p.getProperty("keys")),
          Long.parseLong(p.getProperty("contents", "")));
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw new BackupException(file + " is damaged: what it says of itself cannot be read", e);
    }
  }
}
