// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import net.ringpost.media.device.VideoSource;
import net.ringpost.media.statistics.RtpHeader;
import org.jspecify.annotations.Nullable;

/**
 * From a source of pictures to RTP packets, for the length of a call. One thread reads, encodes and
 * sends; each picture that the peer asks for is a keyframe. What comes is not shown.
 */
public final class VideoPipeline implements VideoEnd {
  private static final System.Logger LOG = System.getLogger(VideoPipeline.class.getName());

  private final VideoSource source;
  private final Vp8Sender sender;
  private final byte[] picture;
  private final long period;
  private final FrameClock clock = new FrameClock("media-video", late -> tick());
  private volatile @Nullable VideoFormatChoice format;
  private volatile boolean sending;
  private volatile boolean keyWanted = true;
  private @Nullable Vp8Encoder encoder;
  private boolean closed;

  // Of the clock's thread only.
  private long due;
  private long last = System.nanoTime();

  /**
   * Makes a pipeline; nothing moves before {@link #use} and {@link #setSending}.
   *
   * @param source stays open
   * @param random for the numbers that RTP streams begin with
   */
  public VideoPipeline(VideoSource source, RandomGenerator random, Line line) {
    this.source = source;
    sender = new Vp8Sender(random, line);
    picture = new byte[source.width() * source.height() * 3 / 2];
    period = TimeUnit.SECONDS.toNanos(1) / source.framesPerSecond();
  }

  @Override
  public synchronized void use(VideoFormatChoice wanted) {
    format = wanted;
    if (encoder == null && !closed) {
      encoder = new Vp8Encoder(source.width(), source.height(), source.framesPerSecond());
      clock.start();
    }
  }

  @Override
  public void setSending(boolean wanted) {
    keyWanted |= wanted && !sending;
    sending = wanted;
  }

  @Override
  public void onPacket(RtpHeader header, byte[] data, int length, long nowNanos) {
    // Nothing is shown.
  }

  @Override
  public void onKeyWanted() {
    keyWanted = true;
  }

  private void tick() {
    long now = System.nanoTime();
    VideoFormatChoice wanted = format;
    if (wanted == null || !sending || now - due < 0) {
      return;
    }
    // A machine that was busy leaves pictures out.
    due = now - due > 2 * period ? now + period : due + period;
    try {
      send(wanted, now);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.DEBUG, "a picture could not be sent", e);
    }
  }

  private synchronized void send(VideoFormatChoice wanted, long now) {
    Vp8Encoder coder = encoder;
    if (coder == null) {
      return;
    }
    source.read(picture);
    boolean key = keyWanted;
    keyWanted = false;
    byte[] coded = coder.encode(picture, key);
    long ticks = TimeUnit.NANOSECONDS.toMicros(now - last) * EncodedFrame.CLOCK_RATE / 1_000_000;
    sender.advance(ticks);
    // Not to now: what was rounded off would add up.
    last += ticks * TimeUnit.SECONDS.toNanos(1) / EncodedFrame.CLOCK_RATE;
    sender.send(coded, wanted.payloadType(), now);
  }

  @Override
  public synchronized void close() {
    closed = true;
    sending = false;
    clock.close();
    Vp8Encoder ended = encoder;
    encoder = null;
    if (ended != null) {
      ended.close();
    }
  }
}
