// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Packets that came a moment too early: handshake packets of ours while there is no path, and media
 * of the peer's while there are no keys. For several threads.
 */
final class PendingPackets {
  /** A received packet that cannot be read yet. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  record Packet(
      LocalPort port, InetSocketAddress from, PacketKind kind, byte[] data, long nowNanos) {}

  /** A flight of a handshake has fewer packets. */
  private static final int HANDSHAKE = 16;

  /** One second of sound. */
  private static final int MEDIA = 50;

  private final List<byte[]> handshake = new ArrayList<>();
  private final List<Packet> media = new ArrayList<>();

  // Asked with each packet of a call, where there is something once at most.
  private volatile boolean holdsMedia;

  synchronized void holdHandshake(byte[] packet) {
    if (handshake.size() < HANDSHAKE) {
      handshake.add(packet);
    }
  }

  synchronized List<byte[]> takeHandshake() {
    List<byte[]> taken = List.copyOf(handshake);
    handshake.clear();
    return taken;
  }

  synchronized void holdMedia(Packet packet) {
    if (media.size() < MEDIA) {
      media.add(packet);
      holdsMedia = true;
    }
  }

  List<Packet> takeMedia() {
    return holdsMedia ? takeHeld() : List.of();
  }

  private synchronized List<Packet> takeHeld() {
    List<Packet> taken = List.copyOf(media);
    media.clear();
    holdsMedia = false;
    return taken;
  }

  synchronized void clear() {
    handshake.clear();
    media.clear();
    holdsMedia = false;
  }
}
