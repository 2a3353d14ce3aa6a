// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** Reads a file here and there, mostly onwards. For one thread. */
final class FileWindow {
  private static final int SIZE = 1 << 16;

  private final SeekableByteChannel file;
  private final long size;
  private final ByteBuffer window = ByteBuffer.allocate(SIZE).limit(0);
  private long from;

  FileWindow(SeekableByteChannel file) throws IOException {
    this.file = file;
    this.size = file.size();
  }

  long size() {
    return size;
  }

  /**
   * One byte, 0 to 255.
   *
   * @throws EOFException behind the end
   */
  int at(long position) throws IOException {
    if (position < from || position >= from + window.limit()) {
      window.clear();
      from = position;
      fill(window, position);
      window.flip();
      if (window.limit() == 0) {
        throw new EOFException();
      }
    }
    return window.get((int) (position - from)) & 0xFF;
  }

  /**
   * Some bytes.
   *
   * @throws EOFException when they are not all there
   */
  byte[] bytes(long position, int length) throws IOException {
    ByteBuffer all = ByteBuffer.allocate(length);
    fill(all, position);
    if (all.hasRemaining()) {
      throw new EOFException();
    }
    return all.array();
  }

  private void fill(ByteBuffer into, long position) throws IOException {
    file.position(position);
    while (into.hasRemaining() && file.read(into) >= 0) {
      // Reads on.
    }
  }
}
