// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.device;

/** The one sound format inside: 48 kHz, mono, signed 16 bit, in frames of 20 ms. */
public final class Pcm {
  /** Samples per second. */
  public static final int RATE = 48_000;

  /** Length of one frame in milliseconds. */
  public static final int FRAME_MILLIS = 20;

  /** Samples in one frame. */
  public static final int FRAME = RATE / 1000 * FRAME_MILLIS;

  private Pcm() {}
}
