// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.session;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;
import net.ringpost.media.codec.AudioPipeline;
import net.ringpost.media.codec.VideoEnd;
import net.ringpost.media.codec.VideoPipeline;
import net.ringpost.media.device.VideoSource;
import net.ringpost.sip.sdp.SessionDescription;
import org.jspecify.annotations.Nullable;

/**
 * One telephone call's sound, and the pictures that it sends, from the first offer to the end: a
 * {@link MediaLine} between a source and a sink. All methods may be called from any thread.
 */
public final class MediaSession implements AutoCloseable {
  private static final RandomGenerator RANDOM = new SecureRandom();

  private final MediaLine<AudioPipeline> line;

  /**
   * Makes a session; no port is opened yet.
   *
   * @param listener hears what happens, on the session's own thread
   */
  public MediaSession(MediaSettings settings, MediaListener listener) {
    line =
        new MediaLine<>(
            settings.line(),
            way -> new AudioPipeline(settings.source(), settings.sink(), RANDOM, way),
            video(settings.video()),
            listener);
  }

  private static VideoEnd.@Nullable Factory<AudioPipeline> video(@Nullable VideoSource source) {
    return source == null ? null : (sound, way) -> new VideoPipeline(source, RANDOM, way);
  }

  /** See {@link MediaLine#offer}. */
  public SessionDescription offer() throws IOException {
    return line.offer();
  }

  /** See {@link MediaLine#offerPlain}. */
  public SessionDescription offerPlain() throws IOException {
    return line.offerPlain();
  }

  /** See {@link MediaLine#answer}. */
  public SessionDescription answer(SessionDescription remoteOffer)
      throws UnacceptableOfferException, IOException {
    return line.answer(remoteOffer);
  }

  /** See {@link MediaLine#check}. */
  public static void check(SessionDescription remoteOffer, MediaSettings settings)
      throws UnacceptableOfferException {
    MediaLine.check(remoteOffer, settings.line());
  }

  /** See {@link MediaLine#accept}. */
  public void accept(SessionDescription remoteAnswer) throws UnacceptableOfferException {
    line.accept(remoteAnswer);
  }

  /** See {@link MediaLine#setHeld}. */
  public void setHeld(boolean wanted) {
    line.setHeld(wanted);
  }

  /** See {@link MediaLine#withdrawOffer}. */
  public void withdrawOffer() {
    line.withdrawOffer();
  }

  /**
   * Sends a telephone key (RFC 4733), after those before it.
   *
   * @param digit one of {@code 0-9 * # A-D}
   * @param millis how long, 40 to 5000
   * @return false when the peer does not take this key, or none at all
   * @throws IllegalArgumentException for another key or length
   */
  public boolean sendDigit(char digit, int millis) {
    if (millis < 40 || millis > 5000) {
      throw new IllegalArgumentException("a key pressed for " + millis + " ms");
    }
    return line.end().sendDigit(digit, millis);
  }

  /** Whether to send silence instead of the source. */
  public void setMuted(boolean muted) {
    line.end().setMuted(muted);
  }

  /** Ends the media; nothing is heard of the session afterwards. Source and sink stay open. */
  @Override
  public void close() {
    line.close();
  }
}
