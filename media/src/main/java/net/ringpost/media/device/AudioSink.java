// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.device;

/**
 * Where the sound that we receive goes to. One thread writes: one frame for each 20 ms from the
 * first frame received on, in order and without holes (what did not arrive is written as silence).
 */
public interface AudioSink extends AutoCloseable {
  /**
   * Takes the next 20 ms. Must not block for long; the frame belongs to the caller afterwards.
   *
   * @param frame {@link Pcm#FRAME} samples
   */
  void write(short[] frame);

  /** Completes and releases what the sink holds; later writes are ignored. */
  @Override
  default void close() {}

  /** A sink that nobody listens to. */
  static AudioSink discard() {
    return frame -> {};
  }
}
