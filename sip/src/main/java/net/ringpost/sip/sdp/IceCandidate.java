// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

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
    List<String> words = SdpText.words(value);
    boolean pairs = words.size() % 2 == 0;
    if (words.size() < 8 || !pairs || !words.get(6).equals("typ") || words.get(0).length() > 32) {
      throw new IllegalArgumentException(
          "a candidate reads 'FOUNDATION COMPONENT TRANSPORT PRIORITY ADDRESS PORT typ TYPE …'");
    }
    return new IceCandidate(
        words.get(0),
        Numbers.parse(words.get(1), 1, 256, "component"),
        words.get(2),
        Numbers.parseLong(words.get(3), 1, Integer.MAX_VALUE, "priority"),
        words.get(4),
        Numbers.parse(words.get(5), 0, 65535, "port"),
        words.get(7),
        words.subList(8, words.size()));
  }

  /** The value of an extension, such as {@code generation}. */
  public Optional<String> extension(String name) {
    for (int i = 0; i + 1 < extensions.size(); i += 2) {
      if (extensions.get(i).equals(name)) {
        return Optional.of(extensions.get(i + 1));
      }
    }
    return Optional.empty();
  }

  /** For a reflexive or relayed one, the address behind it. */
  public Optional<String> relatedAddress() {
    return extension("raddr");
  }

  /** For a reflexive or relayed one, the port behind it; -1 where it is not told. */
  public int relatedPort() {
    try {
      return extension("rport").map(v -> Numbers.parse(v, 0, 65_535, "port")).orElse(-1);
    } catch (IllegalArgumentException unreadable) {
      return -1;
    }
  }

  /** {@code active}, {@code passive} or {@code so} of a TCP candidate (RFC 6544 §4.5). */
  public Optional<String> tcpType() {
    return extension("tcptype");
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
