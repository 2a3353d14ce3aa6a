// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/**
 * One bound UDP socket of a call.
 *
 * @param channel non-blocking
 * @param address what it is bound to
 * @param component 1 for RTP (and all else when multiplexed), 2 for RTCP
 */
record LocalPort(DatagramChannel channel, InetSocketAddress address, int component) {

  /** Sends, or loses the packet when the network will not have it: these are datagrams. */
  void send(byte[] data, int offset, int length, InetSocketAddress to) {
    try {
      channel.send(ByteBuffer.wrap(data, offset, length), to);
    } catch (IOException | RuntimeException e) {
      // A path that is down now may be up for the next packet; a timeout will tell if it is not.
      return;
    }
  }
}
