// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.session;

import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import net.ringpost.media.codec.AudioEnd;
import net.ringpost.media.codec.EncodedFrame;
import net.ringpost.media.codec.VideoEnd;
import net.ringpost.media.codec.VideoFormatChoice;
import net.ringpost.media.codec.VideoFormatChoice.KeyRequest;
import net.ringpost.media.statistics.RtcpFeedback;
import net.ringpost.media.statistics.RtcpSession;
import net.ringpost.media.statistics.RtpHeader;
import net.ringpost.media.statistics.SenderReport;
import net.ringpost.media.transport.MediaTransport;
import net.ringpost.sip.sdp.Direction;
import org.jspecify.annotations.Nullable;

/**
 * Joins a call's pictures and their transport, which may be that of the sound. What fails here
 * leaves the call without pictures, but with its sound.
 */
final class CallVideo implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(CallVideo.class.getName());

  private final VideoEnd end;
  private final RtcpSession rtcp;
  private final LineWatch reports;
  private final Runnable alive;
  private final Consumer<MediaEvent> told;
  private volatile @Nullable MediaTransport transport;
  private volatile @Nullable VideoFormatChoice agreed;
  private volatile Direction direction = Direction.INACTIVE;
  private volatile boolean bundled;
  private volatile boolean ownReady;
  private volatile boolean soundReady;
  private int requests;
  private @Nullable MediaEvent announced;

  /**
   * @param alive run when a packet has come
   * @param told takes what is to be told
   */
  <E extends AudioEnd> CallVideo(
      E sound,
      VideoEnd.Factory<E> factory,
      String cname,
      RandomGenerator random,
      Runnable alive,
      Consumer<MediaEvent> told) {
    this.end = factory.on(sound, new FromEnd());
    this.rtcp =
        new RtcpSession(cname, random.nextInt(), System.currentTimeMillis(), System.nanoTime());
    this.reports = new LineWatch(Integer.MAX_VALUE, random);
    this.alive = alive;
    this.told = told;
  }

  /**
   * Uses a format and directions from now on.
   *
   * @param shared whether over the transport of the sound
   */
  void agree(VideoFormatChoice choice, Direction wanted, boolean shared, MediaTransport ports) {
    transport = ports;
    bundled = shared;
    direction = wanted;
    try {
      end.use(choice);
      agreed = choice;
    } catch (RuntimeException | LinkageError e) {
      LOG.log(System.Logger.Level.WARNING, "there are no pictures: " + e.getMessage());
      return;
    }
    startIfReady();
  }

  /** There are no pictures, or no longer. */
  void refuse() {
    direction = Direction.INACTIVE;
    agreed = null;
    ownReady = false;
    end.setSending(false);
  }

  /** The transport of the sound carries packets. */
  void onSoundReady() {
    soundReady = true;
    startIfReady();
  }

  private synchronized void startIfReady() {
    if (agreed == null || !(bundled ? soundReady : ownReady)) {
      return;
    }
    end.setSending(direction.sends());
    MediaEvent started = new MediaEvent.VideoStarted(direction.sends(), direction.receives());
    if (!started.equals(announced)) {
      announced = started;
      told.accept(started);
    }
  }

  /** Whether a packet on the transport of the sound is one of pictures: RFC 8843 §9.2. */
  boolean takes(RtpHeader header) {
    VideoFormatChoice format = agreed;
    return bundled && format != null && header.payloadType() == format.receivedType();
  }

  /** Whether the pictures use the transport of the sound. */
  boolean bundled() {
    return bundled;
  }

  void onRtp(RtpHeader header, byte[] data, int length, long nowNanos) {
    VideoFormatChoice format = agreed;
    if (format != null
        && direction.receives()
        && header.payloadType() == format.receivedType()
        && header.length() <= length) {
      rtcp.onReceived(header, EncodedFrame.CLOCK_RATE, nowNanos);
      alive.run();
      end.onPacket(header, data, length, nowNanos);
    }
  }

  void onRtcp(byte[] data, int length, long nowNanos) {
    rtcp.onRtcp(data, length, nowNanos);
    SenderReport report = rtcp.senderReport();
    if (report != null) {
      end.onSenderReport(report);
    }
    if (RtcpFeedback.wantsKey(data, length, rtcp.ssrc())) {
      end.onKeyWanted();
    }
  }

  /** To be called about once a second. */
  void tick(long nowNanos) {
    MediaTransport ports = transport;
    if (ports != null && agreed != null && reports.reportIsDue(nowNanos)) {
      byte[] report = rtcp.report(nowNanos);
      ports.sendRtcp(report, report.length);
    }
  }

  /** What takes packets from a transport of its own. */
  MediaTransport.Listener transportListener() {
    return new FromTransport();
  }

  @Override
  public void close() {
    refuse();
    end.close();
  }

  private final class FromEnd implements VideoEnd.Line {
    @Override
    public void onPacket(RtpHeader header, byte[] data, int length, long takenNanos) {
      MediaTransport ports = transport;
      if (ports != null && ports.sendRtp(data, length)) {
        rtcp.onSent(header, length, EncodedFrame.CLOCK_RATE, takenNanos);
      }
    }

    @Override
    public void askForKeyframe() {
      MediaTransport ports = transport;
      VideoFormatChoice format = agreed;
      Integer theirs = rtcp.receivedSsrc();
      if (ports == null || format == null || theirs == null) {
        return;
      }
      byte[] report = rtcp.report(System.nanoTime());
      byte[] request = request(format.asking(), theirs);
      byte[] compound = new byte[report.length + request.length];
      System.arraycopy(report, 0, compound, 0, report.length);
      System.arraycopy(request, 0, compound, report.length, request.length);
      ports.sendRtcp(compound, compound.length);
    }

    private byte[] request(KeyRequest asking, int theirs) {
      return asking == KeyRequest.PLI
          ? RtcpFeedback.pictureLoss(rtcp.ssrc(), theirs)
          : RtcpFeedback.fullIntra(rtcp.ssrc(), theirs, nextRequest());
    }
  }

  private synchronized int nextRequest() {
    return requests++ & 0xFF;
  }

  private final class FromTransport implements MediaTransport.Listener {
    @Override
    public void onRtp(byte[] data, int length, long nowNanos) {
      RtpHeader header = RtpHeader.read(data, length);
      if (header != null) {
        CallVideo.this.onRtp(header, data, length, nowNanos);
      }
    }

    @Override
    public void onRtcp(byte[] data, int length, long nowNanos) {
      CallVideo.this.onRtcp(data, length, nowNanos);
    }

    @Override
    public void onReady(MediaTransport.Ready how) {
      ownReady = true;
      startIfReady();
    }

    @Override
    public void onFailed(String reason) {
      LOG.log(System.Logger.Level.INFO, "there are no pictures: {0}", reason);
    }
  }
}
