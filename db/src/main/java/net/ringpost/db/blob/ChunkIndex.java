// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Where the chunks of a file begin, by the lengths that stand before them. For one thread. */
final class ChunkIndex {
  private final FileChannel file;
  private final ChunkCipher cipher;

  /** Where each chunk's content begins in the whole content, and where the last one ends. */
  private long[] starts = new long[64];

  private int count;

  /** Reads the lengths up to the first chunk that is not there as a whole. */
  ChunkIndex(FileChannel file, ChunkCipher cipher) throws IOException {
    this.file = file;
    this.cipher = cipher;
    long end = file.size();
    byte[] four = new byte[4];
    while (place(count) + BlobFile.OVERHEAD < end && BlobFile.readFully(file, four, place(count))) {
      int length = ByteBuffer.wrap(four).getInt();
      if (length <= 0
          || length > BlobStore.MOST_APPENDED
          || place(count) + length + BlobFile.OVERHEAD > end) {
        break;
      }
      add(length);
    }
  }

  private void add(int length) {
    if (count + 2 > starts.length) {
      starts = Arrays.copyOf(starts, starts.length * 2);
    }
    starts[count + 1] = starts[count] + length;
    count++;
  }

  /** Where a chunk begins in the file; of the number after the last, where the chunks end. */
  long place(int chunk) {
    return BlobFile.HEADER + starts[chunk] + (long) chunk * BlobFile.OVERHEAD;
  }

  /** How many chunks there are. */
  int count() {
    return count;
  }

  /** How many bytes they hold. */
  long size() {
    return starts[count];
  }

  /** Where a chunk's content begins in the whole content. */
  long start(int chunk) {
    return starts[chunk];
  }

  /** The chunk that holds a byte of the whole content, from 0 to {@link #size()} - 1. */
  int chunkAt(long position) {
    int found = Arrays.binarySearch(starts, 0, count + 1, position);
    return found >= 0 ? found : -found - 2;
  }

  /** What a chunk holds; null if it does not open. */
  byte @Nullable [] open(int chunk) throws IOException {
    int length = (int) (starts[chunk + 1] - starts[chunk]);
    byte[] sealed = new byte[length + ChunkCipher.TAG_BYTES];
    return BlobFile.readFully(file, sealed, place(chunk) + 4) ? cipher.open(chunk, sealed) : null;
  }

  /** Leaves only so many of the first chunks. */
  void cut(int chunks) {
    count = chunks;
  }
}
