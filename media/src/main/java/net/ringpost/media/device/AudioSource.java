// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.device;

/**
 * Where the sound that we send comes from. One thread reads, one frame each 20 ms, from the moment
 * the call's media is established.
 */
public interface AudioSource extends AutoCloseable {
  /**
   * Fills a frame with the next 20 ms; with zeros when there is nothing to hear. Must not block.
   *
   * @param frame {@link Pcm#FRAME} samples to overwrite
   */
  void read(short[] frame);

  /** Releases what the source holds; later reads give silence. */
  @Override
  default void close() {}

  /** A source that is always silent. */
  static AudioSource silence() {
    return frame -> java.util.Arrays.fill(frame, (short) 0);
  }
}
