// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import net.ringpost.media.session.EncryptionPolicy;
import net.ringpost.media.session.LineSettings;
import net.ringpost.media.session.MediaEvent;
import net.ringpost.media.session.MediaLine;
import net.ringpost.media.session.UnacceptableOfferException;
import net.ringpost.sip.sdp.SessionDescription;
import org.jspecify.annotations.Nullable;

/**
 * One call that a machine takes: it answers, plays prompts, hears keys, and records. Many at once
 * share one thread for what is played and one for the network; a caller's Opus is never decoded.
 *
 * <p>All methods may be called from any thread, also from the listener's.
 */
public final class MessageSession implements AutoCloseable {
  private static final RandomGenerator RANDOM = new SecureRandom();

  private final MediaLine<VoicemailEndpoint> line;
  private final MessageListener listener;
  private final boolean encrypts;
  private boolean agreed;
  private boolean closed;

  // Of the session's own thread only.
  private final List<Character> early = new ArrayList<>();
  private boolean ready;

  /**
   * Makes a session; no port is opened yet.
   *
   * @param settings {@link LineSettings#timeoutSeconds} tells when {@link
   *     MessageListener#onTimeout} comes
   */
  public MessageSession(LineSettings settings, MessageListener listener) {
    this.listener = listener;
    encrypts = settings.encryption() == EncryptionPolicy.REQUIRED;
    line =
        new MediaLine<>(
            settings,
            way -> new VoicemailEndpoint(way, listener, RANDOM),
            VoicemailEndpoint::watch,
            this::on);
  }

  private void on(MediaEvent event) {
    switch (event) {
      case MediaEvent.MediaStarted e -> line.end().whenHeard(() -> ready(e));
      case MediaEvent.DigitReceived e when !ready -> early.add(e.digit());
      case MediaEvent.DigitReceived e -> listener.onDigit(e.digit());
      case MediaEvent.MediaTimeout e -> listener.onTimeout();
      case MediaEvent.MediaFailed e -> listener.onFailed(e.reason());
      case MediaEvent.MediaResumed e -> {}
      case MediaEvent.VideoStarted e -> {}
      case MediaEvent.Statistics e -> {}
    }
  }

  // A key may be the first that is heard of a caller, who is quick or a program.
  private void ready(MediaEvent.MediaStarted how) {
    listener.onReady(how.codec(), how.encryption());
    ready = true;
    early.forEach(listener::onDigit);
    early.clear();
  }

  /**
   * Answers an offer: the first, or a change in mid-call (hold, another address, another codec). A
   * prompt and a recording go on.
   *
   * @throws UnacceptableOfferException when we cannot agree; the message says why (SIP: 488)
   * @throws IOException when no port can be opened; the message says what to do
   * @throws IllegalStateException after {@link #close}
   */
  public SessionDescription answer(SessionDescription offer)
      throws UnacceptableOfferException, IOException {
    SessionDescription answer = line.answer(offer);
    agreed();
    return answer;
  }

  /**
   * Offers, to a caller who has asked for an offer instead of making one. Who calls so is a gateway
   * or controls calls for others, as a rule; an encrypted offer that it cannot take up would end
   * the call. So a first offer is plain, unless the settings require encryption; in mid-call it is
   * as it was.
   *
   * @param peer where the caller is, as far as is known
   * @throws IOException when no port can be opened; the message says what to do
   * @throws IllegalStateException after {@link #close}
   */
  public SessionDescription offer(InetAddress peer) throws IOException {
    line.face(peer);
    boolean plain;
    synchronized (this) {
      plain = !agreed && !encrypts;
    }
    return plain ? line.offerPlain() : line.offer();
  }

  /**
   * Takes the answer to our offer.
   *
   * @throws UnacceptableOfferException when it is none that we can work with: the call is to be
   *     ended
   * @throws IllegalStateException when nothing was offered
   */
  public void accept(SessionDescription answer) throws UnacceptableOfferException {
    line.accept(answer);
    agreed();
  }

  private synchronized void agreed() {
    agreed = true;
  }

  /**
   * Whether {@link #answer} would agree to a first offer. Changes nothing.
   *
   * @throws UnacceptableOfferException when not; the message says why (SIP: 488)
   */
  public static void check(SessionDescription offer, LineSettings settings)
      throws UnacceptableOfferException {
    MediaLine.check(offer, settings);
  }

  /**
   * Plays a prompt from its beginning, instead of what is playing; as soon as sound can cross.
   * While the caller holds us it waits. {@link MessageListener#onPlayed} follows at its end.
   */
  public void play(Prompt prompt) {
    line.end().player().play(prompt);
  }

  /** Plays no more. */
  public void stopPlaying() {
    Prompt unused = line.end().player().stop();
  }

  /** Where the prompt that is playing is, in milliseconds; 0 when nothing plays. */
  public long position() {
    return line.end().player().position();
  }

  /**
   * Goes on elsewhere in the prompt that is playing; nothing happens when none is.
   *
   * @param millis from its beginning; less than 0 is the beginning, more than its length its end
   */
  public void seek(long millis) {
    line.end().player().seek(millis);
  }

  /**
   * Records what the caller says from now on, as Ogg Opus: Opus as it came, G.711 encoded once;
   * with VP8 as it came, where pictures were agreed, as WebM that wants to be finished, see {@link
   * RecoveredMessage}. At least each 500 ms whole pages or clusters are appended, at least once a
   * second they are synced; packets that come in disorder are put in order, what is lost is
   * silence, keys are not recorded.
   *
   * @param sink closed by the session
   * @throws IllegalStateException when there is a recording already, or after {@link #close}
   */
  public synchronized void record(MessageSink sink) {
    if (closed || line.end().recording() != null) {
      throw new IllegalStateException(closed ? "the call is over" : "recording already");
    }
    line.end().record(sink, RANDOM.nextInt(), System.nanoTime());
  }

  /** How the recording stands; null when there is none. */
  public @Nullable RecordingSummary progress() {
    Recording running = line.end().recording();
    return running == null ? null : running.progress(System.nanoTime());
  }

  /**
   * Ends the recording: when this returns, the file is complete, synced and closed. May block for
   * as long as the sink does.
   *
   * @return what was recorded; {@link RecordingSummary#NOTHING} when there was no recording. After
   *     {@link MessageListener#onRecordingFailed}, what would have been
   */
  public synchronized RecordingSummary stopRecording() {
    Recording running = line.end().recording();
    line.end().forgetRecording();
    return running == null ? RecordingSummary.NOTHING : running.stop(System.nanoTime());
  }

  /**
   * Before the first offer or answer: the ports are opened to be named in the description and
   * closed at once, and nothing is sent, until {@link #unpark}. For a caller of whom it is not
   * known yet that there is one.
   */
  public void park() {
    line.park();
  }

  /**
   * Opens the ports again that the description names, and begins.
   *
   * @throws IOException when another program has taken one meanwhile
   */
  public void unpark() throws IOException {
    line.unpark();
  }

  /** Ends the call; a recording is completed. Nothing is heard of the session afterwards. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    line.close();
  }
}
