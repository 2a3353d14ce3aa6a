// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

import org.jspecify.annotations.Nullable;

/**
 * Where RTCP is received if not beside RTP: {@code a=rtcp}, RFC 3605 §2.1.
 *
 * @param port 1 to 65535
 * @param connection its address; null where it is RTP's
 */
public record RtcpAddress(int port, @Nullable ConnectionData connection) {
  static RtcpAddress parse(String value) {
    String[] words = value.strip().split(" +", 2);
    return new RtcpAddress(
        Numbers.parse(words[0], 1, 65_535, "port"),
        words.length == 1 ? null : ConnectionData.parse(words[1]));
  }

  /** The attribute. */
  public Attribute attribute() {
    return new Attribute("rtcp", connection == null ? "" + port : port + " " + connection);
  }
}
