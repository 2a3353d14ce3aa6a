// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import java.net.SocketException;
import java.util.Arrays;
import net.ringpost.media.device.AudioSink;
import net.ringpost.media.device.AudioSource;
import net.ringpost.media.device.Pcm;
import net.ringpost.media.statistics.LevelMeter;
import net.ringpost.media.statistics.RtpHeader;
import org.jspecify.annotations.Nullable;

/**
 * From the source to RTP packets and from RTP packets to the sink, for the length of a call; the
 * codec may change in between.
 */
public final class AudioPipeline implements AutoCloseable {
  /** Takes what the pipeline makes; called on its threads. */
  public interface Listener {
    /** An RTP packet to send. */
    void onPacket(RtpHeader header, byte[] data, int length);

    /** The peer pressed a key. */
    void onDigit(char digit);
  }

  /** A microphone that is later than this leaves the time out: a burst helps nobody. */
  private static final int CAPTURE_LATEST_MILLIS = 200;

  /** A recording must not lose time. */
  private static final int PLAYOUT_LATEST_MILLIS = 10_000;

  private record Running(
      AudioFormatChoice format,
      AudioStream stream,
      @Nullable DigitSender digits,
      @Nullable Concealment concealment) {}

  private final AudioSource source;
  private final AudioSink sink;
  private final Listener listener;
  private final Playout playout = new Playout();
  private final DigitReceiver digitReceiver = new DigitReceiver();
  private final LevelMeter in = new LevelMeter();
  private final LevelMeter out = new LevelMeter();
  private final FrameClock captureClock;
  private final FrameClock playoutClock;
  private final short[] captured = new short[Pcm.FRAME];
  private final short[] heard = new short[Pcm.FRAME];
  private volatile @Nullable Running running;
  private volatile boolean sending;
  private volatile boolean muted;

  /** Makes the threads; sound moves after {@link #use} and {@link #setSending}. */
  public AudioPipeline(AudioSource source, AudioSink sink, Listener listener) {
    this.source = source;
    this.sink = sink;
    this.listener = listener;
    captureClock = new FrameClock("media-capture", CAPTURE_LATEST_MILLIS, this::capture);
    playoutClock = new FrameClock("media-playout", PLAYOUT_LATEST_MILLIS, this::play);
    captureClock.start();
    playoutClock.start();
  }

  /**
   * Uses a format from now on; costs up to a second in a process that has not warmed up.
   *
   * @throws SocketException when the system has no file descriptors left
   */
  public synchronized void use(AudioFormatChoice format) throws SocketException {
    Running now = running;
    if (now != null && now.format().equals(format)) {
      return;
    }
    // The numbers that libjitsi sees are one for both directions: ours. Sent packets are
    // renumbered.
    AudioStream stream =
        new AudioStream(format.codec(), format.receivedType(), playout, this::encoded);
    TelephoneEvents events = format.events();
    DigitSender digits =
        events == null
            ? null
            : new DigitSender(events.payloadType(), events.clockRate(), format.codec().clockRate());
    running = new Running(format, stream, digits, Concealment.of(format.codec()));
    if (now != null) {
      now.stream().close();
    }
  }

  /** Whether to read the source and send; off at first. */
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
   * @return false when the peer does not take keys
   * @throws IllegalArgumentException when it is none of {@code 0-9 * # A-D}
   */
  public boolean sendDigit(char digit, int millis) {
    Running now = running;
    if (now == null || now.digits() == null) {
      return false;
    }
    now.digits().press(digit, millis);
    return true;
  }

  /** Takes a received RTP packet; what is not in the agreed format is ignored. */
  public void onPacket(RtpHeader header, byte[] data, int length) {
    Running now = running;
    if (now == null) {
      return;
    }
    if (header.payloadType() == now.format().receivedType()) {
      decode(now, header, data, length);
    } else if (now.format().receivedEvents().contains(header.payloadType())) {
      char digit = digitReceiver.onPacket(header, data, length);
      if (digit != 0) {
        listener.onDigit(digit);
      }
    }
  }

  private static void decode(Running now, RtpHeader header, byte[] data, int length) {
    Concealment concealment = now.concealment();
    if (concealment != null) {
      for (byte[] substitute : concealment.before(header, data, length)) {
        now.stream().receive(substitute, substitute.length);
      }
    }
    now.stream().receive(data, length);
  }

  /** How loud what is heard is. */
  public LevelMeter levelIn() {
    return in;
  }

  /** How loud what is sent is. */
  public LevelMeter levelOut() {
    return out;
  }

  private void capture() {
    Running now = running;
    if (now == null || !sending) {
      return;
    }
    source.read(captured);
    if (muted) {
      Arrays.fill(captured, (short) 0);
    }
    out.add(captured);
    now.stream().send(captured);
  }

  private void play() {
    if (playout.pull(heard)) {
      in.add(heard);
      sink.write(heard);
    }
  }

  private void encoded(byte[] data, int offset, int length) {
    Running now = running;
    byte[] packet = Arrays.copyOfRange(data, offset, offset + length);
    RtpHeader header = RtpHeader.read(packet, length);
    if (now == null || header == null || !sending) {
      return;
    }
    byte[] digit = now.digits() == null ? null : now.digits().instead(header);
    if (digit != null) {
      listener.onPacket(header, digit, digit.length);
      return;
    }
    packet[1] = (byte) ((packet[1] & 0x80) | now.format().payloadType());
    listener.onPacket(header, packet, length);
  }

  @Override
  public synchronized void close() {
    captureClock.close();
    playoutClock.close();
    Running now = running;
    running = null;
    if (now != null) {
      now.stream().close();
    }
  }
}
