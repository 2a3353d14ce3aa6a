// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.session;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import net.ringpost.media.transport.HostAddresses;
import net.ringpost.media.transport.MediaTransport;
import net.ringpost.media.transport.RemoteTransport;
import net.ringpost.sip.sdp.Direction;
import net.ringpost.sip.sdp.Setup;
import org.jspecify.annotations.Nullable;

/**
 * The ports of one line of the description, or of several that share them, over all offers and
 * answers of a call. To be used under the lock of the line.
 */
final class LinePorts implements AutoCloseable {
  private final LineSettings settings;
  private final RandomGenerator random;
  private final MediaTransport.Listener listener;
  private final Consumer<MediaTransport> whenOpen;
  private @Nullable MediaTransport transport;
  private @Nullable RemoteMedia remote;
  private @Nullable Boolean client;
  private boolean offeredFirst;
  private boolean parked;
  private @Nullable Runnable connecting;

  /**
   * @param whenOpen is told of the transport as soon as there is one
   */
  LinePorts(
      LineSettings settings,
      RandomGenerator random,
      MediaTransport.Listener listener,
      Consumer<MediaTransport> whenOpen) {
    this.settings = settings;
    this.random = random;
    this.listener = listener;
    this.whenOpen = whenOpen;
  }

  /** Whom it was agreed with last; null before. */
  @Nullable RemoteMedia remote() {
    return remote;
  }

  /**
   * The transport; opened, if need be, with addresses that the peer can reach.
   *
   * @throws IOException when no port can be opened
   */
  MediaTransport open(@Nullable InetAddress peer) throws IOException {
    MediaTransport ports = transport;
    if (ports == null) {
      List<InetAddress> addresses =
          settings.addresses().isEmpty() ? HostAddresses.usable(peer) : settings.addresses();
      ports =
          MediaTransport.open(addresses, settings.minPort(), settings.maxPort(), random, listener);
      transport = ports;
      if (parked) {
        ports.park();
      }
      whenOpen.accept(ports);
    }
    return ports;
  }

  /** What we offer. */
  LocalMedia offered(String kind, Profile profile, Direction direction, List<Format> formats)
      throws IOException {
    MediaTransport ports = open(null);
    RemoteMedia peer = remote;
    offeredFirst |= peer == null;
    boolean ice = profile.dtls() && (peer == null || ports.remoteIce() != null);
    if (ice) {
      ports.prepareIce(true);
    } else if (peer == null) {
      ports.restartIce();
    }
    return new LocalMedia(
        kind,
        false,
        profile,
        ports.address(1),
        ports.address(2),
        settings.rtcpMux(),
        ice ? ports.localIce() : null,
        profile.dtls() ? MediaTransport.fingerprint() : null,
        profile.dtls() ? Setup.ACTPASS : null,
        direction,
        formats);
  }

  /** Our DTLS role so far, if the peer still has the certificate that it was agreed with. */
  private @Nullable Boolean sameRole(RemoteMedia peer) {
    RemoteMedia before = remote;
    boolean same = before != null && before.fingerprints().equals(peer.fingerprints());
    return same ? client : null;
  }

  /**
   * What we answer.
   *
   * @throws UnacceptableOfferException when the peer wants no connection
   */
  LocalMedia answered(String kind, RemoteMedia peer, Direction direction, List<Format> formats)
      throws IOException, UnacceptableOfferException {
    boolean asClient =
        peer.profile().dtls() && Negotiation.answererIsClient(peer.setup(), sameRole(peer));
    MediaTransport ports = open(peer.rtp().getAddress());
    boolean mux = peer.mux() && settings.rtcpMux();
    prepareIceFor(peer, ports, mux);
    return new LocalMedia(
        kind,
        false,
        peer.profile(),
        ports.address(1),
        ports.address(2),
        mux,
        peer.ice() == null ? null : ports.localIce(),
        peer.profile().dtls() ? MediaTransport.fingerprint() : null,
        setup(peer, asClient),
        direction,
        formats);
  }

  private static @Nullable Setup setup(RemoteMedia peer, boolean asClient) {
    if (!peer.profile().dtls()) {
      return null;
    }
    return asClient ? Setup.ACTIVE : Setup.PASSIVE;
  }

  private static void prepareIceFor(RemoteMedia peer, MediaTransport ports, boolean mux)
      throws IOException {
    RemoteTransport.Ice theirs = peer.ice();
    if (theirs == null) {
      return;
    }
    RemoteTransport.Ice running = ports.remoteIce();
    if (running != null && !running.ufrag().equals(theirs.ufrag())) {
      // RFC 8839 §4.4.1.1.1: new credentials ask for a restart.
      ports.restartIce();
    }
    ports.prepareIce(!mux);
  }

  /**
   * Connects to the peer, or follows a change; nothing happens before the ports are open.
   *
   * @param ours what we have said of these ports
   */
  void connect(RemoteMedia peer, LocalMedia ours) {
    boolean asClient =
        ours.setup() == Setup.ACTPASS
            ? Negotiation.offererIsClient(peer.setup())
            : ours.setup() == Setup.ACTIVE;
    remote = peer;
    client = asClient;
    MediaTransport ports = transport;
    if (ports != null) {
      boolean mux = peer.mux() && ours.mux();
      RemoteTransport to = Negotiation.transport(peer, mux, peer.ice() != null, asClient);
      connecting = () -> ports.connect(to, offeredFirst);
      if (!parked) {
        connecting.run();
      }
    }
  }

  /** To be called before the ports are opened: they are closed at once, until {@link #unpark}. */
  void park() {
    parked = true;
  }

  /**
   * Opens the same ports again, and connects if it is known with whom.
   *
   * @throws IOException when another program has taken one meanwhile
   */
  void unpark() throws IOException {
    parked = false;
    MediaTransport ports = transport;
    Runnable connect = connecting;
    if (ports != null) {
      ports.unpark();
      if (connect != null) {
        connect.run();
      }
    }
  }

  /** The transport; null before it is opened. */
  @Nullable MediaTransport transport() {
    return transport;
  }

  /** Closes the ports; they may be opened again. */
  @Override
  public void close() {
    MediaTransport ports = transport;
    transport = null;
    remote = null;
    client = null;
    connecting = null;
    if (ports != null) {
      ports.close();
    }
  }
}
