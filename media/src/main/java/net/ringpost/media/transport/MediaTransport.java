// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Carries one call's RTP and RTCP: opens the ports, finds the path, agrees on keys. All methods may
 * be called from any thread.
 */
public final class MediaTransport implements AutoCloseable {
  /** Hears what arrives and what becomes of the connection; called on the transport's threads. */
  public interface Listener {
    /** An RTP packet, decrypted; the buffer is reused after the call. */
    void onRtp(byte[] data, int length, long nowNanos);

    /** An RTCP packet, decrypted; the buffer is reused after the call. */
    void onRtcp(byte[] data, int length, long nowNanos);

    /** RTP can cross now, or crosses another way than before. */
    void onReady(Ready ready);

    /** RTP will not cross. */
    void onFailed(String reason);
  }

  /**
   * How RTP crosses.
   *
   * @param encrypted whether by DTLS-SRTP
   */
  public record Ready(InetSocketAddress local, InetSocketAddress remote, boolean encrypted) {}

  private final List<LocalPort> ports;
  private final Listener listener;
  private final PacketLoop loop = PacketLoop.any();
  private final Inside inside = new Inside();
  private final MediaComponent rtp;
  private final MediaComponent rtcp;
  private volatile @Nullable IceConnection ice;
  private volatile boolean mux;
  private @Nullable Ready announced;
  private volatile boolean closed;

  private MediaTransport(List<LocalPort> ports, Listener listener) {
    this.ports = ports;
    this.listener = listener;
    rtp = new MediaComponent(1, inside);
    rtcp = new MediaComponent(2, inside);
  }

  /**
   * Opens the ports.
   *
   * @param addresses to open them on; the first becomes the default in the description
   * @param minPort lowest port, 0: the system chooses
   * @throws IOException when no port could be opened
   */
  public static MediaTransport open(
      List<InetAddress> addresses,
      int minPort,
      int maxPort,
      RandomGenerator random,
      Listener listener)
      throws IOException {
    MediaTransport transport =
        new MediaTransport(MediaSockets.open(addresses, minPort, maxPort, random), listener);
    transport.loop.add(transport.ports, transport.inside);
    return transport;
  }

  /** The default address of a component: 1 RTP, 2 RTCP. */
  public InetSocketAddress address(int component) {
    return port(component, null).address();
  }

  /** The fingerprint of this process's certificate. */
  public static CertificateFingerprint fingerprint() {
    return DtlsCertificate.ofThisProcess().fingerprint();
  }

  /**
   * Gets ready for ICE, if not done yet.
   *
   * @param withRtcp whether to have candidates for a separate RTCP port
   * @throws IOException when the ICE library fails
   */
  public synchronized void prepareIce(boolean withRtcp) throws IOException {
    if (ice == null) {
      ice = new IceConnection(ports, withRtcp, new IceEvents());
    }
  }

  /** Forgets the ICE negotiation, so that {@link #prepareIce} begins a new one (ICE restart). */
  public synchronized void restartIce() {
    closeIce();
  }

  /** Our ICE side, null when not prepared. */
  public synchronized RemoteTransport.@Nullable Ice localIce() {
    IceConnection now = ice;
    return now == null
        ? null
        : new RemoteTransport.Ice(now.ufrag(), now.password(), now.candidates(), false);
  }

  /** The peer's ICE side that the running negotiation is with, null if none. */
  public synchronized RemoteTransport.@Nullable Ice remoteIce() {
    IceConnection now = ice;
    return now == null ? null : now.remote();
  }

  /**
   * Connects to the peer, or follows a change in mid-call: what stays the same is kept.
   *
   * @param controlling whether we lead ICE (we made the first offer)
   */
  public synchronized void connect(RemoteTransport remote, boolean controlling) {
    if (closed) {
      return;
    }
    mux = remote.mux();
    secure(rtp, remote.security());
    if (!mux) {
      secure(rtcp, remote.security());
    }
    IceConnection connection = ice;
    RemoteTransport.Ice peer = remote.ice();
    if (peer != null && connection != null) {
      if (connection.remote() == null) {
        rtp.setRoute(connection.route(1));
        if (!mux) {
          rtcp.setRoute(connection.route(2));
        }
        connection.start(peer, controlling, mux);
      }
    } else {
      closeIce();
      direct(rtp, remote.rtp());
      if (!mux) {
        direct(rtcp, remote.rtcp());
      }
    }
    startLanes();
  }

  private void closeIce() {
    IceConnection old = ice;
    ice = null;
    if (old != null) {
      old.close();
    }
  }

  private static void secure(MediaComponent lane, RemoteTransport.@Nullable Security security) {
    if (security == null) {
      lane.usePlain();
    } else {
      lane.useDtls(security);
    }
  }

  private void direct(MediaComponent lane, InetSocketAddress described) {
    if (lane.route() instanceof DirectRoute now && now.described().equals(described)) {
      return;
    }
    lane.setRoute(new DirectRoute(port(lane.component(), described.getAddress()), described));
  }

  private LocalPort port(int component, @Nullable InetAddress remote) {
    List<LocalPort> fitting = ports.stream().filter(p -> p.component() == component).toList();
    for (LocalPort port : fitting) {
      if (remote == null || port.address().getAddress().getClass() == remote.getClass()) {
        return port;
      }
    }
    return fitting.getFirst();
  }

  private void startLanes() {
    rtp.startDtls();
    if (!mux) {
      rtcp.startDtls();
    }
    announce();
  }

  private void announce() {
    Route.Path path = rtp.openPath();
    if (path == null || closed) {
      return;
    }
    Ready ready = new Ready(path.from().address(), path.to(), rtp.encrypted());
    synchronized (this) {
      if (ready.equals(announced)) {
        return;
      }
      announced = ready;
    }
    listener.onReady(ready);
  }

  /** Whether RTP can be sent now. */
  public boolean open() {
    return rtp.openPath() != null;
  }

  /** Sends an RTP packet; false when it was dropped because there is no path or no key yet. */
  public boolean sendRtp(byte[] data, int length) {
    return rtp.send(PacketKind.RTP, data, length);
  }

  /** Sends a compound RTCP packet, or drops it. */
  public void sendRtcp(byte[] data, int length) {
    boolean unused = (mux ? rtp : rtcp).send(PacketKind.RTCP, data, length);
  }

  /** Closes the ports for a while; what was said of them stays true. Before {@link #connect}. */
  public synchronized void park() {
    loop.remove(ports);
  }

  /**
   * Opens the same ports again; may block for half a second.
   *
   * @throws IOException when another program has taken one meanwhile
   */
  public synchronized void unpark() throws IOException {
    if (!closed) {
      for (LocalPort port : ports) {
        port.reopen();
      }
      loop.add(ports, inside);
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      rtp.close();
      rtcp.close();
      closeIce();
      loop.remove(ports);
    }
  }

  private final class Inside implements PacketLoop.Receiver, MediaComponent.Listener {
    @Override
    public void onPacket(
        LocalPort port, InetSocketAddress from, byte[] data, int length, long nowNanos) {
      if (closed) {
        return;
      }
      PacketKind kind = PacketKind.of(data, length);
      if (kind == PacketKind.STUN) {
        IceConnection connection = ice;
        if (connection != null) {
          connection.onStun(port, from, data, length);
        }
      } else if (kind != PacketKind.OTHER) {
        (port.component() == 1 ? rtp : rtcp).onPacket(port, from, kind, data, length, nowNanos);
      }
    }

    @Override
    public void onClear(PacketKind kind, byte[] data, int length, long nowNanos) {
      if (kind == PacketKind.RTP) {
        listener.onRtp(data, length, nowNanos);
      } else {
        listener.onRtcp(data, length, nowNanos);
      }
    }

    @Override
    public void onTurn() {
      rtp.readWaiting();
      rtcp.readWaiting();
    }

    @Override
    public void onOpen(MediaComponent lane) {
      if (lane == rtp) {
        announce();
      }
      loop.wake(this);
    }

    @Override
    public void onFailed(MediaComponent lane, String reason) {
      // Without RTCP a call can be heard all the same.
      if (lane == rtp && !closed) {
        listener.onFailed(reason);
      }
    }
  }

  private final class IceEvents implements IceConnection.Listener {
    @Override
    public void connected() {
      startLanes();
    }

    @Override
    public void failed(String reason) {
      if (!closed) {
        listener.onFailed(reason);
      }
    }
  }
}
