// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.session;

import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;
import net.ringpost.media.codec.AudioEnd;
import net.ringpost.media.codec.VideoEnd;
import net.ringpost.media.transport.MediaTransport;
import net.ringpost.sip.sdp.AnswerCheck;
import net.ringpost.sip.sdp.Direction;
import net.ringpost.sip.sdp.MediaDescription;
import net.ringpost.sip.sdp.SessionDescription;
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
  private final LinePorts ports;
  private final @Nullable LinePorts videoPorts;
  private final long sessionId = RANDOM.nextLong(1, Long.MAX_VALUE >> 1);
  private long version;
  private List<MediaDescription> lines = List.of();
  private int line;

  /** Which line has the pictures, -1 when none has. */
  private int videoLine = -1;

  private boolean bundled;
  private @Nullable Offered pending;
  private boolean held;
  private boolean closed;

  /** An offer of ours that is not answered yet. */
  private record Offered(
      SessionDescription description, LocalMedia sound, @Nullable LocalMedia pictures) {}

  /**
   * Makes a line of sound only; no port is opened yet.
   *
   * @param end makes this end; the line closes it
   * @param listener hears what happens, on the line's own thread
   */
  public MediaLine(LineSettings settings, AudioEnd.Factory<E> end, MediaListener listener) {
    this(settings, end, null, listener);
  }

  /**
   * Makes a line; no port is opened yet.
   *
   * @param end makes this end; the line closes it
   * @param video makes what of this end shows and sees; the line closes it. Null: nothing does
   * @param listener hears what happens, on the line's own thread
   */
  public MediaLine(
      LineSettings settings,
      AudioEnd.Factory<E> end,
      VideoEnd.@Nullable Factory<E> video,
      MediaListener listener) {
    this.settings = video == null ? settings.withVideo(Direction.INACTIVE) : settings;
    audio = new CallAudio<>(settings, end, video, listener, RANDOM);
    ports = new LinePorts(settings, RANDOM, audio.transportListener(), audio::attach);
    CallVideo pictures = audio.video();
    videoPorts =
        pictures == null
            ? null
            : new LinePorts(settings, RANDOM, pictures.transportListener(), open -> {});
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
    RemoteMedia peer = ports.remote();
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
    checkOpen();
    MediaTransport unused = ports.open(peer);
    if (videoPorts != null && wantsVideo()) {
      MediaTransport unusedToo = videoPorts.open(peer);
    }
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
    checkOpen();
    LocalMedia sound =
        ports.offered("audio", profile, wanted(), Formats.offered(settings.codecs()));
    LocalMedia pictures = offeredPictures(profile, sound);
    if (lines.isEmpty() && pictures != null) {
      lines = DescriptionWriter.named();
      videoLine = 1;
    }
    boolean together = pictures != null && (bundled || videoPorts().remote() == null);
    SessionDescription written =
        write(sound, pictures, together && settings.bundle() ? mids() : List.of());
    pending = new Offered(written, sound, pictures);
    return written;
  }

  /** RFC 8843 §7.2.1: with ports of their own, in case that the peer does not bundle. */
  private @Nullable LocalMedia offeredPictures(Profile profile, LocalMedia sound)
      throws IOException {
    if (videoPorts == null || !wantsVideo() || (!lines.isEmpty() && videoLine < 0)) {
      return null;
    }
    List<Format> formats = VideoFormats.offered();
    Profile own = profile.withFeedback();
    return bundled
        ? sound.beside("video", own, settings.video(), formats)
        : videoPorts.offered("video", own, settings.video(), formats);
  }

  private boolean wantsVideo() {
    return settings.video().sends() || settings.video().receives();
  }

  private LinePorts videoPorts() {
    return Objects.requireNonNull(videoPorts);
  }

  private List<String> mids() {
    return List.of(lines.get(line), lines.get(videoLine)).stream()
        .flatMap(l -> l.mid().stream())
        .toList();
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
    checkOpen();
    Agreement agreement = Agreement.onOffer(remoteOffer, settings);
    RemoteMedia peer = agreement.sound();
    Direction direction = peer.direction().answered(wanted());
    LocalMedia sound =
        ports
            .answered("audio", peer, direction, agreement.soundFormats())
            .withCarried(agreement.picturesCarry());
    pending = null;
    LocalMedia pictures = answeredPictures(agreement, sound);
    begin(agreement, sound, pictures);
    lines = remoteOffer.media();
    line = peer.line();
    Agreement.Pictures seen = agreement.pictures();
    videoLine = seen == null ? -1 : seen.remote().line();
    return write(sound, pictures, agreement.bundle());
  }

  private @Nullable LocalMedia answeredPictures(Agreement agreement, LocalMedia sound)
      throws UnacceptableOfferException, IOException {
    Agreement.Pictures seen = agreement.pictures();
    if (seen == null || videoPorts == null) {
      return null;
    }
    RemoteMedia peer = seen.remote();
    Direction direction = peer.direction().answered(settings.video());
    if (agreement.bundled()) {
      return sound
          .beside("video", peer.profile(), direction, seen.formats())
          .withCarried(!agreement.picturesCarry());
    }
    return videoPorts.answered("video", peer, direction, seen.formats());
  }

  /**
   * Whether {@link #answer} would agree to a first offer; for refusing a call before it rings.
   * Changes nothing.
   *
   * @throws UnacceptableOfferException when not; the message says why (SIP: 488)
   */
  public static void check(SessionDescription remoteOffer, LineSettings settings)
      throws UnacceptableOfferException {
    RemoteMedia peer = Agreement.onOffer(remoteOffer, settings).sound();
    if (peer.profile().dtls()) {
      boolean unusedRole = Negotiation.answererIsClient(peer.setup(), null);
    }
  }

  private Direction wanted() {
    return held ? Direction.SENDONLY : Direction.SENDRECV;
  }

  private SessionDescription write(
      LocalMedia sound, @Nullable LocalMedia pictures, List<String> bundle) {
    Map<Integer, LocalMedia> ours =
        pictures == null ? Map.of(line, sound) : Map.of(line, sound, videoLine, pictures);
    SessionDescription description =
        DescriptionWriter.write(ours, sessionId, ++version, lines, bundle);
    lines = description.media();
    return description;
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
    Offered offered = pending;
    if (offered == null) {
      throw new IllegalStateException("an answer without an offer");
    }
    String problem = AnswerCheck.problem(offered.description(), remoteAnswer);
    if (problem != null) {
      throw new UnacceptableOfferException(problem);
    }
    Agreement agreement =
        Agreement.onAnswer(remoteAnswer, offered.sound(), offered.pictures(), videoLine, settings);
    pending = null;
    if (agreement.pictures() == null) {
      videoLine = -1;
    }
    begin(agreement, offered.sound(), offered.pictures());
  }

  private void begin(Agreement agreement, LocalMedia sound, @Nullable LocalMedia pictures) {
    RemoteMedia peer = agreement.sound();
    audio.agree(agreement.soundChoice(), peer.direction().answered(sound.direction()));
    beginPictures(agreement, pictures);
    ports.connect(peer, sound);
  }

  private void beginPictures(Agreement agreement, @Nullable LocalMedia ours) {
    CallVideo video = audio.video();
    if (video == null || videoPorts == null) {
      return;
    }
    Agreement.Pictures seen = agreement.pictures();
    bundled = agreement.bundled();
    if (seen == null || bundled) {
      videoPorts.close();
    }
    MediaTransport way = (bundled ? ports : videoPorts).transport();
    if (seen == null || ours == null || way == null) {
      video.refuse();
      return;
    }
    Direction direction = seen.remote().direction().answered(ours.direction());
    video.agree(seen.choice(), direction, bundled, way);
    if (!bundled) {
      videoPorts.connect(seen.remote(), ours);
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the call is over");
    }
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

  /**
   * Before the first offer or answer: the ports are opened to be named in the description and
   * closed at once, and nothing is sent, until {@link #unpark}.
   */
  public synchronized void park() {
    ports.park();
    if (videoPorts != null) {
      videoPorts.park();
    }
  }

  /**
   * Opens the ports again that the description names, and connects if it is agreed.
   *
   * @throws IOException when another program has taken one meanwhile
   */
  public synchronized void unpark() throws IOException {
    if (!closed) {
      ports.unpark();
      if (videoPorts != null) {
        videoPorts.unpark();
      }
    }
  }

  /** Ends the media; nothing is heard of the line afterwards. */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    audio.close();
    synchronized (this) {
      ports.close();
      if (videoPorts != null) {
        videoPorts.close();
      }
    }
  }
}
