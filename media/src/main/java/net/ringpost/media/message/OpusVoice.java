// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.message;

/** Tells whether there is sound in Opus packets, without decoding them. For one stream. */
final class OpusVoice {
  /** Digital silence and pauses (DTX) need no more than this. */
  private static final int NOTHING = 8;

  /** Whether there is sound in the next packet. */
  boolean isSound(byte[] packet) {
    return packet.length > NOTHING;
  }
}
