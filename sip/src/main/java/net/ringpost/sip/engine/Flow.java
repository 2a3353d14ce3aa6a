// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

import java.net.InetSocketAddress;
import net.ringpost.sip.message.TransportProtocol;

/**
 * Where a message came from or goes to.
 *
 * @param local our end; it names us in the Via unless {@link Transport#sentBy} says otherwise
 * @param remote the other end, resolved
 * @param connection the connection's number given by the transport, above 0; 0 if none is known, so
 *     that the transport opens or reuses one (and always for UDP)
 */
public record Flow(
    TransportProtocol protocol,
    InetSocketAddress local,
    InetSocketAddress remote,
    long connection) {
  /** Whether both may be the same way: same protocol and remote end, no differing connection. */
  public boolean sameWay(Flow other) {
    return protocol == other.protocol
        && remote.equals(other.remote)
        && (connection == other.connection || connection == 0 || other.connection == 0);
  }
}
