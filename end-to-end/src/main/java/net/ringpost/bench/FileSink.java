// SPDX-License-Identifier: Apache-2.0
package net.ringpost.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import net.ringpost.media.message.MessageSink;

/** A recording in a file, synced as the server syncs its messages. */
final class FileSink implements MessageSink {
  private final FileChannel file;

  FileSink(Path path) throws IOException {
    file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  @Override
  public void append(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
    while (rest.hasRemaining()) {
      int unused = file.write(rest);
    }
  }

  @Override
  public void sync() throws IOException {
    file.force(false);
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
