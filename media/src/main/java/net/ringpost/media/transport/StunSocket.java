// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import java.net.InetSocketAddress;
import java.net.SocketException;

/**
 * The ICE library's end of one of our ports: it gets the port's STUN packets and sends through it.
 * So the port stays ours and media never passes the ICE library.
 */
final class StunSocket extends VirtualSocket {
  private final LocalPort port;

  StunSocket(LocalPort port) throws SocketException {
    super(port.address());
    this.port = port;
  }

  @Override
  protected void transmit(byte[] data, int offset, int length, InetSocketAddress to) {
    port.send(data, offset, length, to);
  }
}
