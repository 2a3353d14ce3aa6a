// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class PendingPacketsTest {
  private static final byte[] PACKET = {1, 2, 3};
  private final PendingPackets waiting = new PendingPackets();

  @Test
  void handshake_isTakenOnce() {
    waiting.holdHandshake(PACKET);
    assertThat(waiting.takeHandshake()).containsExactly(PACKET);
    assertThat(waiting.takeHandshake()).isEmpty();
  }

  @Test
  void media_areBoundedAndTheFirstAreKept() throws Exception {
    InetSocketAddress peer = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
    try (DatagramChannel channel = DatagramChannel.open()) {
      LocalPort port = new LocalPort(channel, peer, 1);
      for (int i = 0; i < 1000; i++) {
        waiting.holdMedia(new PendingPackets.Packet(port, peer, PacketKind.RTP, PACKET, i));
      }
    }
    assertThat(waiting.takeMedia()).hasSize(50).first().matches(p -> p.nowNanos() == 0);
    assertThat(waiting.takeMedia()).isEmpty();
  }

  @Test
  void anotherAssociation_getsNothingOfTheLast() throws Exception {
    waiting.holdHandshake(PACKET);
    InetSocketAddress peer = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
    try (DatagramChannel channel = DatagramChannel.open()) {
      LocalPort port = new LocalPort(channel, peer, 1);
      waiting.holdMedia(new PendingPackets.Packet(port, peer, PacketKind.RTP, PACKET, 0));
    }
    waiting.clear();
    assertThat(waiting.takeHandshake()).isEmpty();
    assertThat(waiting.takeMedia()).isEmpty();
  }
}
