// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Pattern;
import net.ringpost.media.transport.BadRelay;
import net.ringpost.sip.sdp.SdpParser;
import net.ringpost.sip.sdp.SdpResult;
import net.ringpost.sip.sdp.SessionDescription;
import org.jspecify.annotations.NullMarked;

/** Descriptions of one audio stream with ICE between which a relay stands. */
@NullMarked
final class RelayedDescription {
  private static final Pattern CANDIDATE =
      Pattern.compile("a=candidate:\\S+ 1 (?i:udp) \\d+ ([\\d.]+) (\\d+) typ host[^\r\n]*\r\n");

  private RelayedDescription() {}

  /** The description with nothing but the relay's address to send to. */
  static String through(BadRelay relay, String description) {
    InetSocketAddress to = relay.address();
    String host = to.getAddress().getHostAddress();
    return description
            .replaceAll("a=(remote-)?candidates?:[^\r\n]*\r\n", "")
            .replaceAll("(m=audio )\\d+", "$1" + to.getPort())
            .replaceAll("c=IN IP4 [^\r\n]*", "c=IN IP4 " + host)
        + "a=candidate:1 1 UDP 2130706431 %s %d typ host\r\n".formatted(host, to.getPort());
  }

  /** Where whoever wrote the description is for RTP, at that address. */
  static InetSocketAddress candidate(String description, InetAddress at) {
    return CANDIDATE
        .matcher(description)
        .results()
        .filter(found -> found.group(1).equals(at.getHostAddress()))
        .map(found -> new InetSocketAddress(at, Integer.parseInt(found.group(2))))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no candidate at " + at + ": " + description));
  }

  /** Reads it. */
  static SessionDescription read(String text) {
    SdpResult read = SdpParser.parse(text);
    assertThat(read).isInstanceOf(SdpResult.Description.class);
    return ((SdpResult.Description) read).session();
  }
}
