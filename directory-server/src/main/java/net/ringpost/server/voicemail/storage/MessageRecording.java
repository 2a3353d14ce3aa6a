// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail.storage;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import net.ringpost.db.blob.BlobName;
import net.ringpost.db.blob.BlobStore;
import net.ringpost.db.blob.StorageFullException;
import net.ringpost.db.voicemail.VoicemailKind;

/**
 * A message that is being recorded. What was appended and synced survives a sudden end of the
 * server, of the database and of the machine. Its methods block on the disk; safe for use by
 * several threads.
 */
public final class MessageRecording implements AutoCloseable {
  private final String id;
  private final BlobName content;
  private final VoicemailKind kind;
  private final BlobStore.Writing writing;
  private final MailboxQuota.Room room;
  private boolean closed;
  private final AtomicBoolean settled = new AtomicBoolean();

  MessageRecording(
      String id,
      BlobName content,
      VoicemailKind kind,
      BlobStore.Writing writing,
      MailboxQuota.Room room) {
    this.id = id;
    this.content = content;
    this.kind = kind;
    this.writing = writing;
    this.room = room;
  }

  /** The message's ID. */
  public String id() {
    return id;
  }

  /** The key of the member it is left for. */
  public long account() {
    return content.account();
  }

  /** What its content is called. */
  BlobName content() {
    return content;
  }

  /** What it is taken for. */
  VoicemailKind kind() {
    return kind;
  }

  /** The room it takes its bytes from. */
  MailboxQuota.Room room() {
    return room;
  }

  /** How many bytes were appended. */
  public long size() {
    return writing.size();
  }

  /**
   * Appends bytes that belong together, such as an Ogg page: after a sudden end all of them are
   * there or none.
   *
   * @throws StorageFullException if the disk is full, or the member's mailbox; what was appended
   *     before stays, and can be finished
   */
  public void append(byte[] bytes, int offset, int length) throws IOException {
    room.take(length);
    try {
      writing.append(bytes, offset, length);
    } catch (IOException e) {
      room.giveBack(length);
      throw e;
    }
  }

  /** Returns when what was appended is on the disk. */
  public synchronized void sync() throws IOException {
    if (!closed) {
      writing.sync();
    }
  }

  /** Writes what was appended to the disk and lets go of the file; again, it does nothing. */
  @Override
  public synchronized void close() throws IOException {
    if (!closed) {
      closed = true;
      try (writing) {
        writing.sync();
      }
    }
  }

  /**
   * Whether it is neither finished nor discarded yet; from now on it is one of them. Does not
   * block.
   */
  boolean settle() {
    return settled.compareAndSet(false, true);
  }
}
