// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

/** What a packet that shares a port with others is: RFC 7983 §7, RFC 5761 §4. */
enum PacketKind {
  STUN,
  DTLS,
  RTP,
  RTCP,
  OTHER;

  static PacketKind of(byte[] data, int length) {
    if (length < 2) {
      return OTHER;
    }
    int first = data[0] & 0xFF;
    if (first <= 3) {
      return STUN;
    }
    if (first >= 20 && first <= 63) {
      return DTLS;
    }
    if (first < 128 || first > 191) {
      return OTHER;
    }
    int second = data[1] & 0xFF;
    return second >= 192 && second <= 223 ? RTCP : RTP;
  }
}
