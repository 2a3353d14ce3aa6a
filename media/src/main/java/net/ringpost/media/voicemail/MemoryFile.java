// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** A file that is read from memory. */
final class MemoryFile implements SeekableByteChannel {
  private final byte[] bytes;
  private long at;

  MemoryFile(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public int read(ByteBuffer into) {
    int length = (int) Math.min(into.remaining(), bytes.length - at);
    if (length <= 0) {
      return -1;
    }
    into.put(bytes, (int) at, length);
    at += length;
    return length;
  }

  @Override
  public long position() {
    return at;
  }

  @Override
  public SeekableByteChannel position(long wanted) {
    at = wanted;
    return this;
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public int write(ByteBuffer from) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {
    // Stays.
  }
}
