// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.blob;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether there is room on the disk of a folder. A disk may be full for this user before it is for
 * all: then only a write tells. Safe for use by several threads.
 */
public final class DiskRoom {
  /** So much more than asked for must be free for a disk not to count as full. */
  private static final int BLOCK = 64 * 1024;

  private final Path folder;
  private final long reserve;
  private volatile boolean refused;

  /**
   * @param folder may not be there yet
   * @param reserve with less free than so many bytes nothing new is begun
   */
  DiskRoom(Path folder, long reserve) {
    this.folder = folder;
    this.reserve = reserve;
  }

  /** The folder. */
  public Path folder() {
    return folder;
  }

  /** How many bytes must be free for something new to be begun. */
  public long reserve() {
    return reserve;
  }

  /** How many bytes are free for this user, as far as the disk says. */
  public long free() {
    Path at = folder.toAbsolutePath();
    while (at != null && !Files.exists(at)) {
      at = at.getParent();
    }
    return at == null ? 0 : at.toFile().getUsableSpace();
  }

  /** Whether nothing new is begun now. Blocks. */
  public boolean full() {
    return free() < reserve || (refused && !writable());
  }

  private boolean writable() {
    Path trial = folder.resolve("trial-of-room");
    try {
      Files.write(trial, new byte[BLOCK]);
      Files.delete(trial);
      refused = false;
      return true;
    } catch (IOException stillFull) {
      removeHalf(trial);
      return false;
    }
  }

  private static void removeHalf(Path trial) {
    try {
      Files.deleteIfExists(trial);
    } catch (IOException later) {
      // It is written over with the next trial.
      return;
    }
  }

  /**
   * What a failed write is: an exception that says that there is no room, if it is that.
   *
   * @param wanted how many bytes were to be written
   */
  IOException failed(IOException e, long wanted) {
    String why = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    // What the kernel says for ENOSPC and EDQUOT; others may say it in other words.
    if (why.contains("no space") || why.contains("quota") || free() < 2 * wanted + BLOCK) {
      refused = true;
      return full(e);
    }
    return e;
  }

  /** That there is no room. */
  StorageFullException full(@Nullable Throwable cause) {
    StorageFullException full =
        new StorageFullException(
            StorageFullException.Limit.DISK,
            "the disk is full: " + free() / 1024 / 1024 + " MB are free at " + folder);
    if (cause != null) {
      full.initCause(cause);
    }
    return full;
  }
}
