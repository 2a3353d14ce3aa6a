// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.message;

import java.io.IOException;
import java.io.InputStream;
import net.ringpost.media.device.Pcm;

/**
 * A recording whose writer may have been killed at any instant: read as far as it is whole. A file
 * that ends within its headers (the first 500 ms) holds nothing; that is no error.
 */
public final class RecoveredMessage {
  private final OpusFile file;

  private RecoveredMessage(OpusFile file) {
    this.file = file;
  }

  /**
   * Reads a file to its end, which may be torn.
   *
   * @param in not closed
   * @throws IOException when it cannot be read
   */
  public static RecoveredMessage of(InputStream in) throws IOException {
    return new RecoveredMessage(OpusFile.readTorn(in));
  }

  /** How long it plays. */
  public long durationMillis() {
    return file.samples() * 1000 / Pcm.RATE;
  }

  /** Whether the file was finished; if so, it need not be copied. */
  public boolean complete() {
    return file.complete();
  }

  /**
   * Writes it as a finished file: one that has its end. Syncs, but does not close.
   *
   * @throws IOException when it cannot be kept
   */
  public void copyTo(MessageSink sink) throws IOException {
    OpusStream stream = new OpusStream(file.packets().size());
    append(sink, stream.headers());
    for (byte[] packet : file.packets()) {
      stream.add(packet, OpusPackets.samples(packet));
    }
    append(sink, stream.end());
    sink.sync();
  }

  private static void append(MessageSink sink, byte[] bytes) throws IOException {
    sink.append(bytes, 0, bytes.length);
  }
}
