// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

/** An RTP packet that has its place in a stream. */
interface SequencedPacket {
  /** Of its stream. */
  int ssrc();

  /** 0 to 65535. */
  int sequence();

  /** When it came. */
  long nowNanos();

  /** What its payload is; it does not change within a stream. */
  Object coding();
}
