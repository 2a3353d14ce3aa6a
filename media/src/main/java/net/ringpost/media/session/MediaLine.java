// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.session;

import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.random.RandomGenerator;
import net.ringpost.media.codec.AudioEnd;
import net.ringpost.media.codec.AudioFormatChoice;
import net.ringpost.media.transport.LocalAddresses;
import net.ringpost.media.transport.MediaTransport;
import net.ringpost.media.transport.RemoteTransport;
import net.ringpost.sip.sdp.Direction;
import net.ringpost.sip.sdp.MediaDescription;
import net.ringpost.sip.sdp.SessionDescription;
import net.ringpost.sip.sdp.Setup;
import org.jspecify.annotations.Nullable;

/**
 * One call's line, from the first offer to the end: what is agreed, over which path and with which
 * keys packets go, and how that is reported. Who speaks and listens is the line's {@link AudioEnd}.
 *
 * <p>Either {@link #offer} (or {@link #offerPlain}) then {@link #accept}, or {@link #answer}; in
 * mid-call the same again, begun by either side. The media start by themselves when the
 * descriptions have been exchanged; what happens comes to the {@link MediaListener}.
 *
 * <p>Encrypted calls accept packets only from addresses that ICE has checked or that the peer
 * named, and only with the right keys. In plain calls, the address in the peer's description is
 * where we send, until a packet comes from elsewhere: the first such source is latched (symmetric
 * RTP) and nobody else is heard.
 *
 * <p>All methods may be called from any thread.
 *
 * @param <E> who speaks and listens
 */
public final class MediaLine<E extends AudioEnd> implements AutoCloseable {
  private static final RandomGenerator RANDOM = new SecureRandom();

  private final LineSettings settings;
  private final CallAudio<E> audio;
  private final long sessionId = RANDOM.nextLong(1, Long.MAX_VALUE >> 1);
  private long version;
  private List<MediaDescription> lines = List.of();
  private int line;
  private @Nullable MediaTransport transport;
  private @Nullable LocalMedia pending;
  private @Nullable RemoteMedia remote;
  private @Nullable Boolean client;
  private boolean held;
  private boolean offeredFirst;
  private boolean closed;

  /**
   * Makes a line; no port is opened yet.
   *
   * @param end makes this end; the line closes it
   * @param listener hears what happens, on the line's own thread
   */
  public MediaLine(LineSettings settings, AudioEnd.Factory<E> end, MediaListener listener) {
    this.settings = settings;
    this.audio = new CallAudio<>(settings, end, listener, RANDOM);
  }

  /**
   * Offers a call, or a change in mid-call: encrypted with DTLS-SRTP and ICE, unless the settings
   * say {@link EncryptionPolicy#PLAIN_ONLY} or the call is a plain one already. May be repeated
   * when the first was not answered.
   *
   * @throws IOException when no port can be opened; the message says what to do
   * @throws IllegalStateException after {@link #close}
   */
  public synchronized SessionDescription offer() throws IOException {
    RemoteMedia peer = remote;
    boolean plain =
        settings.encryption() == EncryptionPolicy.PLAIN_ONLY
            || (peer != null && peer.profile().plain());
    return offer(plain ? Profile.AVP : Profile.TLS_SAVPF);
  }

  /**
   * Opens the ports at the address that faces a peer; without this, the first offer opens them
   * wherever, and the first answer where the offer says.
   *
   * @throws IOException when no port can be opened; the message says what to do
   * @throws IllegalStateException after {@link #close}
   */
  public synchronized void face(InetAddress peer) throws IOException {
    MediaTransport unused = transport(peer);
  }

  /**
   * Offers a plain call; for a peer that has refused the encrypted offer.
   *
   * @throws IOException when no port can be opened
   * @throws IllegalStateException after {@link #close} and where the settings require encryption
   */
  public synchronized SessionDescription offerPlain() throws IOException {
    if (settings.encryption() == EncryptionPolicy.REQUIRED) {
      throw new IllegalStateException("this telephone only makes encrypted calls");
    }
    return offer(Profile.AVP);
  }

  private SessionDescription offer(Profile profile) throws IOException {
    MediaTransport ports = transport(null);
    RemoteMedia peer = remote;
    offeredFirst |= peer == null;
    boolean ice = profile.dtls() && (peer == null || ports.remoteIce() != null);
    if (ice) {
      ports.prepareIce(true);
    } else if (peer == null) {
      ports.restartIce();
    }
    LocalMedia media =
        new LocalMedia(
            profile,
            ports.address(1),
            ports.address(2),
            settings.rtcpMux(),
            ice ? ports.localIce() : null,
            profile.dtls() ? MediaTransport.fingerprint() : null,
            profile.dtls() ? Setup.ACTPASS : null,
            wanted(),
            Formats.offered(settings.codecs()));
    pending = media;
    return write(media);
  }

  /**
   * Answers an offer: the first, or a change in mid-call (hold, another address, another codec).
   *
   * @throws UnacceptableOfferException when we cannot agree; the message says why (SIP: 488). A
   *     running call goes on as it was.
   * @throws IOException when no port can be opened
   * @throws IllegalStateException after {@link #close}
   */
  public synchronized SessionDescription answer(SessionDescription remoteOffer)
      throws UnacceptableOfferException, IOException {
    RemoteMedia peer =
        Negotiation.choose(DescriptionReader.read(remoteOffer), settings.encryption());
    List<Format> formats = Formats.answered(settings.codecs(), peer.formats());
    AudioFormatChoice choice = Formats.agreed(settings.codecs(), formats, peer.formats());
    boolean asClient =
        peer.profile().dtls() && Negotiation.answererIsClient(peer.setup(), sameRole(peer));
    MediaTransport ports = transport(peer.rtp().getAddress());
    boolean mux = peer.mux() && settings.rtcpMux();
    prepareIceFor(peer, ports, mux);
    Direction direction = peer.direction().answered(wanted());
    LocalMedia media =
        new LocalMedia(
            peer.profile(),
            ports.address(1),
            ports.address(2),
            mux,
            peer.ice() == null ? null : ports.localIce(),
            peer.profile().dtls() ? MediaTransport.fingerprint() : null,
            setup(peer, asClient),
            direction,
            formats);
    pending = null;
    begin(ports, peer, mux, asClient, choice, direction);
    lines = remoteOffer.media();
    line = peer.line();
    return write(media);
  }

  /**
   * Whether {@link #answer} would agree to a first offer; for refusing a call before it rings.
   * Changes nothing.
   *
   * @throws UnacceptableOfferException when not; the message says why (SIP: 488)
   */
  public static void check(SessionDescription remoteOffer, LineSettings settings)
      throws UnacceptableOfferException {
    RemoteMedia peer =
        Negotiation.choose(DescriptionReader.read(remoteOffer), settings.encryption());
    List<Format> formats = Formats.answered(settings.codecs(), peer.formats());
    AudioFormatChoice unused = Formats.agreed(settings.codecs(), formats, peer.formats());
    if (peer.profile().dtls()) {
      boolean unusedRole = Negotiation.answererIsClient(peer.setup(), null);
    }
  }

  private Direction wanted() {
    return held ? Direction.SENDONLY : Direction.SENDRECV;
  }

  private SessionDescription write(LocalMedia media) {
    SessionDescription description =
        DescriptionWriter.write(media, sessionId, ++version, lines, line);
    lines = description.media();
    return description;
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

  /** Our DTLS role so far, if the peer still has the certificate that it was agreed with. */
  private @Nullable Boolean sameRole(RemoteMedia peer) {
    RemoteMedia before = remote;
    boolean same = before != null && before.fingerprints().equals(peer.fingerprints());
    return same ? client : null;
  }

  /**
   * Takes the answer to our offer.
   *
   * @throws UnacceptableOfferException when it is none that we can work with; the call should be
   *     ended (after a first offer), or goes on as it was (in mid-call)
   * @throws IllegalStateException when nothing was offered
   */
  public synchronized void accept(SessionDescription remoteAnswer)
      throws UnacceptableOfferException {
    LocalMedia offered = pending;
    MediaTransport ports = transport;
    if (offered == null || ports == null) {
      throw new IllegalStateException("an answer without an offer");
    }
    RemoteMedia peer =
        Negotiation.choose(DescriptionReader.read(remoteAnswer), settings.encryption());
    if (peer.profile().dtls() != offered.profile().dtls()
        || peer.profile().plain() != offered.profile().plain()) {
      throw new UnacceptableOfferException(
          "offered was " + offered.profile().token() + ", answered " + peer.profile().token());
    }
    AudioFormatChoice choice = Formats.agreed(settings.codecs(), offered.formats(), peer.formats());
    boolean asClient = peer.profile().dtls() && Negotiation.offererIsClient(peer.setup());
    pending = null;
    Direction direction = peer.direction().answered(offered.direction());
    begin(ports, peer, peer.mux() && offered.mux(), asClient, choice, direction);
  }

  private void begin(
      MediaTransport ports,
      RemoteMedia peer,
      boolean mux,
      boolean asClient,
      AudioFormatChoice choice,
      Direction direction) {
    remote = peer;
    client = asClient;
    audio.agree(choice, direction);
    ports.connect(Negotiation.transport(peer, mux, peer.ice() != null, asClient), offeredFirst);
  }

  private MediaTransport transport(@Nullable InetAddress peer) throws IOException {
    if (closed) {
      throw new IllegalStateException("the call is over");
    }
    MediaTransport ports = transport;
    if (ports == null) {
      List<InetAddress> addresses =
          settings.addresses().isEmpty() ? LocalAddresses.usable(peer) : settings.addresses();
      ports =
          MediaTransport.open(
              addresses, settings.minPort(), settings.maxPort(), RANDOM, audio.transportListener());
      transport = ports;
      audio.attach(ports);
    }
    return ports;
  }

  /**
   * Wishes to hold the peer, or to resume. It takes effect with the next {@link #offer} or {@link
   * #answer}: a held peer is sent to (silence or what the source gives) but not heard.
   */
  public synchronized void setHeld(boolean wanted) {
    held = wanted;
  }

  /** Forgets an offer that was refused in mid-call; the call goes on as it was. */
  public synchronized void withdrawOffer() {
    pending = null;
  }

  /** Who speaks and listens at this end. */
  public E end() {
    return audio.end();
  }

  /** Ends the media; nothing is heard of the line afterwards. */
  @Override
  public void close() {
    MediaTransport ports;
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      ports = transport;
    }
    audio.close();
    if (ports != null) {
      ports.close();
    }
  }
}
