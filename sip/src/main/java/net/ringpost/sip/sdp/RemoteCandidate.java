// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.sdp;

import java.util.ArrayList;
import java.util.List;

/**
 * One of {@code a=remote-candidates}, RFC 8839 §5.2.
 *
 * @param component 1 for RTP, 2 for RTCP
 * @param address an IP address
 * @param port 0 to 65535
 */
public record RemoteCandidate(int component, String address, int port) {
  /** All in an attribute's value; none where it cannot be read. */
  static List<RemoteCandidate> parseAll(String value) {
    List<String> words = SdpText.words(value);
    List<RemoteCandidate> all = new ArrayList<>();
    try {
      for (int i = 0; i + 2 < words.size(); i += 3) {
        all.add(
            new RemoteCandidate(
                Numbers.parse(words.get(i), 1, 256, "component"),
                words.get(i + 1),
                Numbers.parse(words.get(i + 2), 0, 65_535, "port")));
      }
    } catch (IllegalArgumentException unreadable) {
      return List.of();
    }
    return words.size() % 3 == 0 ? List.copyOf(all) : List.of();
  }
}
