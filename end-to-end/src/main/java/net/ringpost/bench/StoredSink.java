// SPDX-License-Identifier: Apache-2.0
package net.ringpost.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import net.ringpost.db.blob.BlobStore;
import net.ringpost.media.voicemail.MessageSink;

/** A recording that is encrypted, written and synced as the server does it with its messages. */
record StoredSink(BlobStore.Writing writing) implements MessageSink {
  @Override
  public void append(byte[] bytes, int offset, int length) throws IOException {
    writing.append(bytes, offset, length);
  }

  @Override
  public void sync() throws IOException {
    writing.sync();
  }

  @Override
  public void close() {
    try {
      writing.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
