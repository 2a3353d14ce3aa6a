// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import net.ringpost.media.device.AudioSink;
import net.ringpost.media.device.AudioSource;
import net.ringpost.media.device.Pcm;
import net.ringpost.media.statistics.LevelMeter;
import net.ringpost.media.statistics.RtpHeader;
import org.jspecify.annotations.Nullable;

/**
 * From the source to RTP packets and from RTP packets to the sink, for the length of a call; the
 * codec may change in between. One thread with a 20 ms clock does both.
 */
public final class AudioPipeline implements AudioEnd {
  private static final System.Logger LOG = System.getLogger(AudioPipeline.class.getName());

  /** A microphone that is later than this leaves the time out: a burst helps nobody. */
  private static final long CAPTURE_LATEST = TimeUnit.MILLISECONDS.toNanos(200);

  private record Running(AudioFormatChoice format, Sender sender, Playout playout) {}

  private final AudioSource source;
  private final AudioSink sink;
  private final Line line;
  private final RandomGenerator random;
  private final DigitReceiver digitReceiver = new DigitReceiver();
  private final LevelMeter in = new LevelMeter();
  private final LevelMeter out = new LevelMeter();
  private final FrameClock clock = new FrameClock("media-audio", this::tick);
  private volatile @Nullable Running running;
  private volatile boolean sending;
  private volatile boolean muted;

  // Of the clock's thread only.
  private final short[] captured = new short[Pcm.FRAME];
  private final short[] heard = new short[Pcm.FRAME];
  private boolean hearing;
  private boolean sinkFails;

  /**
   * Makes the thread; sound moves after {@link #use} and {@link #setSending}.
   *
   * @param random for the numbers that RTP streams begin with
   */
  public AudioPipeline(AudioSource source, AudioSink sink, RandomGenerator random, Line line) {
    this.source = source;
    this.sink = sink;
    this.random = random;
    this.line = line;
    clock.start();
  }

  @Override
  public synchronized void use(AudioFormatChoice format) {
    Running now = running;
    if (now != null && now.format().equals(format)) {
      return;
    }
    running = new Running(format, new Sender(format, random, line), new Playout(format.codec()));
    digitReceiver.forget();
    end(now);
  }

  private static void end(@Nullable Running old) {
    if (old != null) {
      old.sender().close();
      old.playout().close();
    }
  }

  @Override
  public void setSending(boolean wanted) {
    sending = wanted;
  }

  /** Whether to send silence instead of the source; the source is read on meanwhile. */
  public void setMuted(boolean wanted) {
    muted = wanted;
  }

  /**
   * Sends a telephone key, after those before it.
   *
   * @return false when the peer does not take this key, or none at all
   * @throws IllegalArgumentException when it is none of {@code 0-9 * # A-D}
   */
  public boolean sendDigit(char digit, int millis) {
    Running now = running;
    return now != null && now.sender().press(digit, millis);
  }

  @Override
  public void setRemoteLoss(double fraction) {
    Running now = running;
    if (now != null && fraction >= 0) {
      now.sender().expectLoss(fraction);
    }
  }

  @Override
  public void onPacket(RtpHeader header, byte[] data, int length, long nowNanos) {
    Running now = running;
    if (now == null) {
      return;
    }
    if (header.payloadType() == now.format().receivedType()) {
      now.playout().put(header, data, length);
    } else if (now.format().receivedEvents().contains(header.payloadType())) {
      for (char digit : digitReceiver.onPacket(header, data, length, nowNanos).toCharArray()) {
        line.onDigit(digit);
      }
    }
  }

  @Override
  public double takeLevelIn() {
    return in.take();
  }

  @Override
  public double takeLevelOut() {
    return out.take();
  }

  private void tick(long lateNanos) {
    Running now = running;
    if (now == null) {
      return;
    }
    try {
      capture(now, lateNanos);
    } catch (RuntimeException e) {
      now.sender().skip();
      LOG.log(System.Logger.Level.DEBUG, "20 ms of sound could not be sent", e);
    }
    play(now, (int) TimeUnit.NANOSECONDS.toMillis(lateNanos));
  }

  private void capture(Running now, long lateNanos) {
    if (!sending || lateNanos > CAPTURE_LATEST) {
      now.sender().skip();
      return;
    }
    source.read(captured);
    if (muted) {
      Arrays.fill(captured, (short) 0);
    }
    out.add(captured);
    now.sender().send(captured);
  }

  private void play(Running now, int lateMillis) {
    if (now.playout().pull(heard, lateMillis)) {
      hearing = true;
    } else if (hearing) {
      Arrays.fill(heard, (short) 0);
    } else {
      return;
    }
    in.add(heard);
    try {
      sink.write(heard);
      sinkFails = false;
    } catch (RuntimeException e) {
      if (!sinkFails) {
        LOG.log(System.Logger.Level.WARNING, "what is heard cannot be written", e);
      }
      sinkFails = true;
    }
  }

  @Override
  public synchronized void close() {
    clock.close();
    Running now = running;
    running = null;
    end(now);
  }
}
