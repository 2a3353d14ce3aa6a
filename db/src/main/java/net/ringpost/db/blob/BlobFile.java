// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import net.ringpost.db.secret.MemberKeys;

/**
 * How a content lies in a file: four bytes that name the format, 32 of salt, then the chunks, each
 * as four bytes with the length of what it holds, that, encrypted, and 16 bytes of tag.
 */
final class BlobFile {
  /** Where the first chunk is. */
  static final int HEADER = 36;

  /** How much longer a chunk in the file is than what it holds. */
  static final int OVERHEAD = 4 + ChunkCipher.TAG_BYTES;

  private static final byte[] FORMAT = "RPB1".getBytes(StandardCharsets.US_ASCII);
  private static final SecureRandom RANDOM = new SecureRandom();

  private BlobFile() {}

  /** Writes the head of a new file. */
  static ChunkCipher begin(FileChannel file, MemberKeys keys, BlobName name) throws IOException {
    byte[] salt = new byte[HEADER - FORMAT.length];
    RANDOM.nextBytes(salt);
    ByteBuffer head = ByteBuffer.allocate(HEADER).put(FORMAT).put(salt).flip();
    while (head.hasRemaining()) {
      file.write(head);
    }
    return new ChunkCipher(keys.content(name.account(), name.name(), salt));
  }

  /**
   * Reads the head of a file; a shorter one has no chunk either.
   *
   * @throws DamagedBlobException if it is not of this format
   */
  static ChunkCipher read(FileChannel file, MemberKeys keys, BlobName name) throws IOException {
    byte[] head = new byte[HEADER];
    readFully(file, head, 0);
    if (file.size() >= HEADER && !Arrays.equals(head, 0, FORMAT.length, FORMAT, 0, FORMAT.length)) {
      throw new DamagedBlobException("the content " + name + " is damaged: its head is no head");
    }
    byte[] salt = Arrays.copyOfRange(head, FORMAT.length, HEADER);
    return new ChunkCipher(keys.content(name.account(), name.name(), salt));
  }

  /** Reads from a place on until the array is full or the file ends; whether it is full. */
  static boolean readFully(FileChannel file, byte[] into, long at) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(into);
    while (buffer.hasRemaining()) {
      if (file.read(buffer, at + buffer.position()) < 0) {
        return false;
      }
    }
    return true;
  }
}
