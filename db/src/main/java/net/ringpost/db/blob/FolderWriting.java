// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Objects;

/** A content that is being written to a file, one chunk for each append. */
final class FolderWriting implements BlobStore.Writing {
  private final FileChannel file;
  private final Path path;
  private final ChunkCipher cipher;
  private final DiskRoom room;
  private long chunks;
  private long size;

  /** Where the last whole chunk ends. */
  private long end = BlobFile.HEADER;

  private boolean entered;

  FolderWriting(FileChannel file, Path path, ChunkCipher cipher, DiskRoom room) {
    this.file = file;
    this.path = path;
    this.cipher = cipher;
    this.room = room;
  }

  @Override
  public synchronized void append(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (length == 0 || length > BlobStore.MOST_APPENDED) {
      throw new IllegalArgumentException("an append is of 1 to 4194304 bytes, not " + length);
    }
    ByteBuffer chunk = ByteBuffer.allocate(length + BlobFile.OVERHEAD).putInt(length);
    cipher.seal(chunks, bytes, offset, length, chunk);
    try {
      write(chunk.flip());
    } catch (IOException e) {
      throw failed(e, chunk.capacity());
    }
    chunks++;
    size += length;
  }

  private void write(ByteBuffer chunk) throws IOException {
    long at = end;
    while (chunk.hasRemaining()) {
      at += file.write(chunk, at);
    }
    end = at;
  }

  private IOException failed(IOException e, int wanted) throws IOException {
    if (!file.isOpen()) {
      return e;
    }
    // Nothing is appended any more: another chunk would be sealed with the nonce of this one, of
    // which a part may have been written.
    file.truncate(end);
    sync();
    close();
    return room.failed(e, wanted);
  }

  @Override
  public synchronized void sync() throws IOException {
    file.force(false);
    if (!entered) {
      FolderBlobStore.syncFolders(path);
      entered = true;
    }
  }

  @Override
  public synchronized long size() {
    return size;
  }

  @Override
  public synchronized void close() throws IOException {
    file.close();
  }
}
