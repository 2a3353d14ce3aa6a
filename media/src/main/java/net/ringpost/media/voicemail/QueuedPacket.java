// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import net.ringpost.media.codec.AudioCodec;

/**
 * A packet of the caller's, as it came.
 *
 * @param codec what the payload is
 * @param payload a copy; empty for a key (RFC 4733), which has a number in the same sequence
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record QueuedPacket(
    AudioCodec codec, int ssrc, int sequence, long timestamp, byte[] payload, long nowNanos)
    implements SequencedPacket {
  @Override
  public Object coding() {
    return codec;
  }
}
