// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

/**
 * What was agreed for the pictures of a call: VP8.
 *
 * @param payloadType that the peer wants to receive
 * @param receivedType that the peer will send
 * @param asking how the peer is asked for a keyframe
 */
public record VideoFormatChoice(int payloadType, int receivedType, KeyRequest asking) {
  /** How a keyframe is asked for. */
  public enum KeyRequest {
    /** Picture Loss Indication, RFC 4585. */
    PLI,
    /** Full Intra Request, RFC 5104. */
    FIR
  }
}
