// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;

/**
 * A recording whose writer may have been killed at any instant: read as far as it is whole. A file
 * that ends within its headers (the first 500 ms) holds nothing; that is no error.
 */
public sealed interface RecoveredMessage permits RecoveredAudio, RecoveredVideo {
  /**
   * Reads a file to its end, which may be torn: Ogg Opus or WebM.
   *
   * @param file positioned anywhere; not closed, and read again by {@link #copyTo}
   * @throws IOException when it cannot be read
   */
  static RecoveredMessage of(SeekableByteChannel file) throws IOException {
    FileWindow window = new FileWindow(file);
    if (RecoveredVideo.isOne(window)) {
      return RecoveredVideo.read(window);
    }
    return new RecoveredAudio(OpusFile.readTorn(Channels.newInputStream(file.position(0))));
  }

  /** How long it plays. */
  long durationMillis();

  /** Whether the file was finished; if so, it need not be copied. */
  boolean complete();

  /** Whether there is anything to be seen. */
  boolean pictures();

  /**
   * Writes it as a finished file: one that has its end and, with pictures, its length and cues.
   * What has no pictures becomes Ogg Opus. Syncs, but does not close.
   *
   * @throws IOException when it cannot be kept
   */
  void copyTo(MessageSink sink) throws IOException;
}
