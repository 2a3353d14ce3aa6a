// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** Reads a content anywhere; decrypts only the chunks that are asked for. For one thread. */
final class BlobChannel implements SeekableByteChannel {
  private final BlobName name;
  private final FileChannel file;
  private final ChunkIndex index;
  private long position;
  private int opened = -1;
  private byte[] content = {};

  /**
   * @throws DamagedBlobException if there are chunks, and none of them opens
   */
  BlobChannel(BlobName name, FileChannel file, ChunkIndex index) throws IOException {
    this.name = name;
    this.file = file;
    this.index = index;
    dropTorn();
  }

  // A sudden end of the machine may leave the last chunks with their lengths and without their
  // bytes.
  private void dropTorn() throws IOException {
    int whole = index.count();
    while (whole > 0 && index.open(whole - 1) == null) {
      whole--;
    }
    if (whole == 0 && index.count() > 0) {
      throw damaged(0);
    }
    index.cut(whole);
  }

  private DamagedBlobException damaged(int chunk) {
    return new DamagedBlobException(
        "the content "
            + name
            + " is damaged, or was taken from elsewhere: chunk "
            + chunk
            + " does not open");
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    if (!file.isOpen()) {
      throw new ClosedChannelException();
    }
    if (position >= index.size()) {
      return -1;
    }
    int before = into.remaining();
    while (into.hasRemaining() && position < index.size()) {
      int chunk = index.chunkAt(position);
      load(chunk);
      int at = (int) (position - index.start(chunk));
      int length = Math.min(into.remaining(), content.length - at);
      into.put(content, at, length);
      position += length;
    }
    return before - into.remaining();
  }

  private void load(int chunk) throws IOException {
    if (chunk == opened) {
      return;
    }
    byte[] loaded = index.open(chunk);
    if (loaded == null) {
      throw damaged(chunk);
    }
    content = loaded;
    opened = chunk;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public SeekableByteChannel position(long wanted) {
    if (wanted < 0) {
      throw new IllegalArgumentException("a position is not negative: " + wanted);
    }
    position = wanted;
    return this;
  }

  @Override
  public long size() {
    return index.size();
  }

  @Override
  public int write(ByteBuffer bytes) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return file.isOpen();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
