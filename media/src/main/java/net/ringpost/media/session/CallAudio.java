// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.session;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import net.ringpost.media.codec.AudioEnd;
import net.ringpost.media.codec.AudioFormatChoice;
import net.ringpost.media.codec.VideoEnd;
import net.ringpost.media.statistics.RtcpSession;
import net.ringpost.media.statistics.RtpHeader;
import net.ringpost.media.statistics.SenderReport;
import net.ringpost.media.transport.MediaTransport;
import net.ringpost.sip.sdp.Direction;
import org.jspecify.annotations.Nullable;

/**
 * Joins a call's sound and its transport, and reports. What takes time is done on the session's own
 * thread; so are the events.
 */
final class CallAudio<E extends AudioEnd> implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(CallAudio.class.getName());

  private static final String CNAME_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
  private static final int CNAME_LENGTH = 16;

  private final MediaListener listener;
  private final E end;
  private final RtcpSession rtcp;
  private final LineWatch watch;
  private final @Nullable CallVideo video;
  private final ScheduledThreadPoolExecutor worker;
  private volatile @Nullable MediaTransport transport;
  private volatile @Nullable AudioFormatChoice agreed;
  private volatile Direction direction = Direction.INACTIVE;
  private volatile boolean closed;

  // Of the worker only.
  private @Nullable AudioFormatChoice inUse;
  private MediaTransport.@Nullable Ready ready;
  private MediaEvent.@Nullable MediaStarted announced;

  /**
   * @param videoFactory null: there are never pictures
   */
  CallAudio(
      LineSettings settings,
      AudioEnd.Factory<E> factory,
      VideoEnd.@Nullable Factory<E> videoFactory,
      MediaListener listener,
      RandomGenerator random) {
    this.listener = listener;
    this.end = factory.on(new FromEnd());
    String cname = cname(random);
    this.rtcp =
        new RtcpSession(cname, random.nextInt(), System.currentTimeMillis(), System.nanoTime());
    this.watch = new LineWatch(settings.timeoutSeconds(), random);
    this.worker =
        new ScheduledThreadPoolExecutor(
            1, task -> Thread.ofVirtual().name("media-session").unstarted(task));
    worker.setRemoveOnCancelPolicy(true);
    this.video =
        videoFactory == null
            ? null
            : new CallVideo(
                end,
                videoFactory,
                cname,
                random,
                () -> watch.onPacket(System.nanoTime()),
                event -> onWorker(() -> tell(event)));
  }

  /** RFC 7022 §4.2: a name for this call only. */
  private static String cname(RandomGenerator random) {
    StringBuilder name = new StringBuilder(CNAME_LENGTH);
    for (int i = 0; i < CNAME_LENGTH; i++) {
      name.append(CNAME_LETTERS.charAt(random.nextInt(CNAME_LETTERS.length())));
    }
    return name.toString();
  }

  E end() {
    return end;
  }

  /** The call's pictures; null: there are never any. */
  @Nullable CallVideo video() {
    return video;
  }

  MediaTransport.Listener transportListener() {
    return new FromTransport();
  }

  /** Tells over which transport packets go; once. */
  void attach(MediaTransport ports) {
    transport = ports;
    var unused = worker.scheduleAtFixedRate(this::guardedTick, 1, 1, TimeUnit.SECONDS);
  }

  /** Uses a format and directions from now on. */
  void agree(AudioFormatChoice choice, Direction wanted) {
    agreed = choice;
    direction = wanted;
    String trouble = null;
    try {
      // At once: the peer's first packet may come before any other thread has its turn.
      end.use(choice);
    } catch (RuntimeException | LinkageError e) {
      trouble = "the sound could not be started: " + e.getMessage();
    }
    MediaEvent failure = trouble == null ? null : new MediaEvent.MediaFailed(trouble);
    onWorker(
        () -> {
          if (failure != null) {
            tell(failure);
            return;
          }
          inUse = choice;
          watch.restart(System.nanoTime());
          startIfReady();
        });
  }

  private void startIfReady() {
    AudioFormatChoice format = inUse;
    MediaTransport.Ready way = ready;
    if (format == null || way == null) {
      return;
    }
    end.setSending(direction.sends());
    if (video != null) {
      video.onSoundReady();
    }
    MediaEvent.MediaStarted started =
        new MediaEvent.MediaStarted(
            format.codec(), way.encrypted() ? "DTLS-SRTP" : "none", way.local(), way.remote());
    if (!started.equals(announced)) {
      announced = started;
      tell(started);
    }
  }

  // One that throws would be the last.
  private void guardedTick() {
    try {
      tick();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "a call's media could not be looked after", e);
    }
  }

  private void tick() {
    MediaTransport ports = transport;
    if (ports == null || announced == null || closed) {
      return;
    }
    long now = System.nanoTime();
    if (watch.reportIsDue(now)) {
      byte[] report = rtcp.report(now);
      ports.sendRtcp(report, report.length);
    }
    if (video != null) {
      video.tick(now);
    }
    tell(statistics());
    MediaEvent change = watch.tick(now, direction.receives());
    if (change != null) {
      tell(change);
    }
  }

  private MediaEvent.Statistics statistics() {
    RtcpSession.Counts c = rtcp.take();
    end.setRemoteLoss(c.remoteLossFraction());
    return new MediaEvent.Statistics(
        c.packetsSent(),
        c.packetsReceived(),
        c.packetsLost(),
        c.lossFraction(),
        c.jitterMillis(),
        c.roundTripMillis(),
        c.remoteLossFraction(),
        end.takeLevelIn(),
        end.takeLevelOut());
  }

  private void tell(MediaEvent event) {
    if (!closed) {
      listener.on(event);
    }
  }

  private void onWorker(Runnable task) {
    try {
      worker.execute(task);
    } catch (RejectedExecutionException e) {
      // Closed meanwhile: nothing is left to do.
      return;
    }
  }

  @Override
  public void close() {
    closed = true;
    end.setSending(false);
    // Not by force: whoever hears an event may be ending the call, and writing a file meanwhile.
    worker.shutdown();
    if (video != null) {
      video.close();
    }
    end.close();
  }

  private final class FromEnd implements AudioEnd.Line {
    @Override
    public void onPacket(RtpHeader header, byte[] data, int length) {
      MediaTransport ports = transport;
      AudioFormatChoice format = agreed;
      if (ports != null && format != null && ports.sendRtp(data, length)) {
        rtcp.onSent(header, length, format.codec().clockRate(), System.nanoTime());
      }
    }

    @Override
    public void onDigit(char digit) {
      onWorker(() -> tell(new MediaEvent.DigitReceived(digit)));
    }

    @Override
    public void later(Runnable task) {
      onWorker(
          () -> {
            if (!closed) {
              task.run();
            }
          });
    }
  }

  private final class FromTransport implements MediaTransport.Listener {
    @Override
    public void onRtp(byte[] data, int length, long nowNanos) {
      RtpHeader header = RtpHeader.read(data, length);
      AudioFormatChoice format = agreed;
      if (header != null && video != null && video.takes(header)) {
        video.onRtp(header, data, length, nowNanos);
        return;
      }
      if (header == null || format == null || !direction.receives()) {
        return;
      }
      rtcp.onReceived(header, format.codec().clockRate(), nowNanos);
      watch.onPacket(nowNanos);
      end.onPacket(header, data, length, nowNanos);
    }

    @Override
    public void onRtcp(byte[] data, int length, long nowNanos) {
      rtcp.onRtcp(data, length, nowNanos);
      SenderReport report = rtcp.senderReport();
      if (report != null) {
        end.onSenderReport(report);
      }
      if (video != null && video.bundled()) {
        video.onRtcp(data, length, nowNanos);
      }
    }

    @Override
    public void onReady(MediaTransport.Ready how) {
      onWorker(
          () -> {
            ready = how;
            watch.restart(System.nanoTime());
            startIfReady();
          });
    }

    @Override
    public void onFailed(String reason) {
      onWorker(() -> tell(new MediaEvent.MediaFailed(reason)));
    }
  }
}
