// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.blob;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.time.Instant;
import java.util.List;

/**
 * Keeps contents of members, encrypted. A content is written once, from front to end, and may be
 * read while it is being written. Every call blocks; safe for use by several threads.
 */
public interface BlobStore {
  /** The most bytes that one {@link Writing#append} takes. */
  int MOST_APPENDED = 1 << 22;

  /**
   * Begins a content.
   *
   * @throws java.nio.file.FileAlreadyExistsException if there is one of this name
   * @throws StorageFullException if there is no room
   */
  Writing begin(BlobName name) throws IOException;

  /**
   * Opens a content for reading; a range is read without decrypting the rest. It holds what was
   * appended until now, always whole appends from the first on; an append that a sudden end has
   * torn is not seen. Whoever knows how long the content must be compares its size.
   *
   * @throws java.nio.file.NoSuchFileException if there is none of this name
   * @throws DamagedBlobException if it is not what was written under this name; also when reading
   */
  SeekableByteChannel open(BlobName name) throws IOException;

  /**
   * Makes a content whole that nobody writes any longer, after a sudden end: keeps all appends from
   * the first on up to the first that is torn.
   *
   * @return how many bytes it holds
   * @throws java.nio.file.NoSuchFileException if there is none of this name
   */
  long mend(BlobName name) throws IOException;

  /** Deletes a content; whether there was one. */
  boolean delete(BlobName name) throws IOException;

  /**
   * Deletes all contents of a member who is none any longer.
   *
   * @return how many there were
   */
  int deleteAll(long account) throws IOException;

  /** All contents of all members. */
  List<Stored> list() throws IOException;

  /**
   * A content that is there.
   *
   * @param changed when it was last appended to
   */
  record Stored(BlobName name, Instant changed) {}

  /** A content that is being written, by one thread at a time. */
  interface Writing extends AutoCloseable {
    /**
     * Appends bytes: a later reader sees all of them or none.
     *
     * @param length 1 to {@link #MOST_APPENDED}
     * @throws StorageFullException if there is no room; what was appended before stays as it is
     */
    void append(byte[] bytes, int offset, int length) throws IOException;

    /** Returns when everything that was appended would survive a sudden end of the machine. */
    void sync() throws IOException;

    /** How many bytes were appended. */
    long size();

    /** Lets go of it; without {@link #sync}. Closing twice does nothing. */
    @Override
    void close() throws IOException;
  }
}
