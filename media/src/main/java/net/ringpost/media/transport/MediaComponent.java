// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import java.net.InetSocketAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One component of a call: its route, its DTLS association and its keys. Where encryption was
 * agreed nothing passes, in either direction, before the keys exist.
 */
final class MediaComponent {
  /** What comes out of a lane. */
  interface Listener {
    void onClear(PacketKind kind, byte[] data, int length, long nowNanos);

    /** The lane can carry packets now, and read those that waited, or its route has changed. */
    void onOpen(MediaComponent lane);

    void onFailed(MediaComponent lane, String reason);
  }

  private final int component;
  private final Listener listener;
  private volatile @Nullable Route route;
  private volatile boolean encrypted = true;
  private volatile @Nullable DtlsAssociation dtls;
  private volatile @Nullable SrtpProtection keys;
  private final PendingPackets waiting = new PendingPackets();

  MediaComponent(int component, Listener listener) {
    this.component = component;
    this.listener = listener;
  }

  int component() {
    return component;
  }

  @Nullable Route route() {
    return route;
  }

  void setRoute(Route wanted) {
    route = wanted;
  }

  boolean encrypted() {
    return encrypted;
  }

  /** The path while packets can pass, else null. */
  Route.@Nullable Path openPath() {
    Route r = route;
    boolean ready = !encrypted || keys != null;
    return ready && r != null ? r.path() : null;
  }

  /** Agrees on plain RTP. */
  void usePlain() {
    endDtls();
    encrypted = false;
  }

  /** Agrees on DTLS-SRTP; keeps the association when it is with the same peer in the same role. */
  void useDtls(RemoteTransport.Security security) {
    DtlsAssociation now = dtls;
    encrypted = true;
    if (now != null && now.security().equals(security)) {
      return;
    }
    endDtls();
    dtls = new DtlsAssociation(security, this::sendDtls, new Handshake());
  }

  /** Starts the handshake if there is one to start and there is a path for it. */
  void startDtls() {
    DtlsAssociation association = dtls;
    Route r = route;
    if (association != null
        && r != null
        && (r.path() != null || !association.security().client())) {
      association.start();
    }
    Route.Path path = r == null ? null : r.path();
    if (path != null) {
      waiting.takeHandshake().forEach(p -> path.from().send(p, 0, p.length, path.to()));
    }
  }

  private void endDtls() {
    DtlsAssociation old = dtls;
    dtls = null;
    keys = null;
    waiting.clear();
    if (old != null) {
      old.close();
    }
  }

  private void sendDtls(byte[] packet) {
    Route r = route;
    Route.Path path = r == null ? null : r.path();
    if (path != null) {
      path.from().send(packet, 0, packet.length, path.to());
    } else {
      // The peer's ICE was quicker than ours; without this it would have to ask again.
      waiting.holdHandshake(packet);
    }
  }

  /** Takes a packet from the network; STUN has been taken out before. */
  void onPacket(
      LocalPort port, InetSocketAddress from, PacketKind kind, byte[] data, int length, long now) {
    Route r = route;
    if (r == null || !r.accepts(port, from)) {
      return;
    }
    DtlsAssociation association = dtls;
    if (kind == PacketKind.DTLS && association != null) {
      r.confirmed(port, from);
      boolean unused = association.offer(Arrays.copyOf(data, length));
    } else if (kind == PacketKind.RTP || kind == PacketKind.RTCP) {
      onMedia(r, port, from, kind, data, length, now);
    }
  }

  private void onMedia(
      Route r,
      LocalPort port,
      InetSocketAddress from,
      PacketKind kind,
      byte[] data,
      int length,
      long now) {
    if (!encrypted) {
      r.confirmed(port, from);
      listener.onClear(kind, data, length, now);
      return;
    }
    SrtpProtection protection = keys;
    if (protection == null) {
      // The peer had the keys before us and begins to speak.
      waiting.holdMedia(
          new PendingPackets.Packet(port, from, kind, Arrays.copyOf(data, length), now));
      return;
    }
    readWaiting();
    PacketBuffer clear = protection.unprotect(kind, data, length);
    if (clear != null) {
      r.confirmed(port, from);
      listener.onClear(kind, clear.getBuffer(), clear.getLength(), now);
    }
  }

  /**
   * Reads what came before the keys, if they are there now. To be called on the thread that {@link
   * #onPacket} is called on: another would change the packets' order.
   */
  void readWaiting() {
    if (keys == null) {
      return;
    }
    for (PendingPackets.Packet p : waiting.takeMedia()) {
      onPacket(p.port(), p.from(), p.kind(), p.data(), p.data().length, p.nowNanos());
    }
  }

  /** Sends an RTP or RTCP packet, or drops it while the lane is not open. */
  boolean send(PacketKind kind, byte[] data, int length) {
    Route.Path path = openPath();
    if (path == null) {
      return false;
    }
    if (!encrypted) {
      path.from().send(data, 0, length, path.to());
      return true;
    }
    SrtpProtection protection = keys;
    PacketBuffer packet = protection == null ? null : protection.protect(kind, data, length);
    if (packet == null) {
      return false;
    }
    path.from().send(packet.getBuffer(), packet.getOffset(), packet.getLength(), path.to());
    return true;
  }

  void close() {
    endDtls();
  }

  private final class Handshake implements DtlsAssociation.Listener {
    @Override
    public void established(SrtpKeys agreed) {
      keys = new SrtpProtection(agreed);
      listener.onOpen(MediaComponent.this);
    }

    @Override
    public void failed(String reason) {
      listener.onFailed(MediaComponent.this, reason);
    }
  }
}
