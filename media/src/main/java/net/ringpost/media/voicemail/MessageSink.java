// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import java.io.IOException;

/**
 * Where a recording goes. One thread at a time calls it, never one that others wait for: it may
 * block. After an exception nothing more is written; {@link #close} still comes.
 */
public interface MessageSink extends AutoCloseable {
  /**
   * Adds bytes at the end: one or more whole Ogg pages or WebM clusters.
   *
   * @param bytes reused after the call
   * @throws IOException when they cannot be kept; the message goes to {@link
   *     MessageListener#onRecordingFailed}
   */
  void append(byte[] bytes, int offset, int length) throws IOException;

  /**
   * Sees to it that what was appended survives a loss of power; about once a second and at the end.
   *
   * @throws IOException when that is not certain
   */
  void sync() throws IOException;

  /** Comes once, after the last sync or the first exception. */
  @Override
  void close();
}
