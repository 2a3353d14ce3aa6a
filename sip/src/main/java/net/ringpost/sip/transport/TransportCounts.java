// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transport;

import java.util.Map;
import net.ringpost.sip.message.TransportProtocol;

/**
 * What the transport has done since it was made.
 *
 * @param in messages received, by protocol, malformed ones too
 * @param out messages handed to the network, by protocol
 * @param malformed of those received
 * @param sendFailures messages that could not be sent
 * @param connections open now
 * @param refused connections closed at once because of a limit
 * @param dropped connections closed because they broke a rule: half a message, no answer to a
 *     keep-alive, not read from, idle
 * @param unread packets thrown away as too old when an overload was noticed
 */
public record TransportCounts(
    Map<TransportProtocol, Long> in,
    Map<TransportProtocol, Long> out,
    long malformed,
    long sendFailures,
    int connections,
    long refused,
    long dropped,
    long unread) {
  /** Messages received over all protocols. */
  public long received() {
    return in.values().stream().mapToLong(n -> n).sum();
  }

  /** Messages sent over all protocols. */
  public long sent() {
    return out.values().stream().mapToLong(n -> n).sum();
  }
}
