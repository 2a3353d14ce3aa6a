// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.device;

/** Where the pictures that we send come from. One thread reads. */
public interface VideoSource {
  /** Pixels in a row; even. */
  int width();

  /** Rows; even. */
  int height();

  /** How often it is read in a second, 1 to 50. */
  int framesPerSecond();

  /**
   * Gives the next picture. Must not block.
   *
   * @param i420 to overwrite: {@code width * height} bytes of brightness, then a quarter as many of
   *     each colour difference (ITU-R BT.601, 16 to 235)
   */
  void read(byte[] i420);
}
