// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

/**
 * A packet of the caller's pictures, as it came.
 *
 * @param marker whether it is its picture's last
 * @param payload a copy; empty where a packet only probes the line
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record VideoPacket(
    int ssrc, int sequence, long timestamp, boolean marker, byte[] payload, long nowNanos)
    implements SequencedPacket {
  @Override
  public Object coding() {
    return "VP8";
  }
}
