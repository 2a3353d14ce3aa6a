// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * An address at which the describer may be reached: {@code a=candidate}, RFC 8839 §5.1.
 *
 * @param foundation 1 to 32 characters
 * @param component 1 for RTP, 2 for RTCP; up to 256
 * @param transport in lower case, such as {@code udp}
 * @param priority 1 to 2³¹−1
 * @param address an IP address, or a name ending in {@code .local}
 * @param port 0 to 65535
 * @param type {@code host}, {@code srflx}, {@code prflx} or {@code relay}
 * @param extensions further words in pairs, the related address and the TCP type among them
 */
public record IceCandidate(
    String foundation,
    int component,
    String transport,
    long priority,
    String address,
    int port,
    String type,
    List<String> extensions) {
  /** Copies the extensions. */
  public IceCandidate {
    transport = transport.toLowerCase(Locale.ROOT);
    extensions = List.copyOf(extensions);
  }

  /**
   * Reads the attribute's value.
   *
   * @throws IllegalArgumentException with the reason, if it is none
   */
  static IceCandidate parse(String value) {
    String[] words = value.strip().split(" +");
    if (words.length < 8 || !words[6].equals("typ") || words[0].length() > 32) {
      throw new IllegalArgumentException(
          "a candidate reads 'FOUNDATION COMPONENT TRANSPORT PRIORITY ADDRESS PORT typ TYPE …'");
    }
    return new IceCandidate(
        words[0],
        Numbers.parse(words[1], 1, 256, "component"),
        words[2],
        Numbers.parseLong(words[3], 0, 0xFFFF_FFFFL, "priority"),
        words[4],
        Numbers.parse(words[5], 0, 65535, "port"),
        words[7],
        Arrays.asList(words).subList(8, words.length));
  }

  /** The attribute. */
  public Attribute attribute() {
    String more = extensions.isEmpty() ? "" : " " + String.join(" ", extensions);
    return new Attribute(
        "candidate",
        foundation
            + " "
            + component
            + " "
            + transport
            + " "
            + priority
            + " "
            + address
            + " "
            + port
            + " typ "
            + type
            + more);
  }
}
