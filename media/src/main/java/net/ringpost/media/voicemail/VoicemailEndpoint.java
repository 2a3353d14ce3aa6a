// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import net.ringpost.media.codec.AudioEnd;
import net.ringpost.media.codec.AudioFormatChoice;
import net.ringpost.media.codec.DigitReceiver;
import net.ringpost.media.codec.VideoEnd;
import net.ringpost.media.statistics.RtpHeader;
import net.ringpost.media.statistics.SenderReport;
import org.jspecify.annotations.Nullable;

/** The machine's end of a call: it plays prompts, and records. */
final class VoicemailEndpoint implements AudioEnd, Pacer.Paced {
  private static final byte[] NO_SOUND = {};
  private static final long PROGRESS = TimeUnit.SECONDS.toNanos(1);

  /** Some telephones send nothing before they hear something. */
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);

  private record Opening(Runnable then, long until) {}

  private final Line line;
  private final MessageListener listener;
  private final Player player;
  private final DigitReceiver digits = new DigitReceiver();
  private volatile @Nullable AudioFormatChoice format;
  private final LipSync sync = new LipSync();
  private volatile @Nullable Recording recording;
  private volatile @Nullable VideoReceiver watching;
  private volatile @Nullable Opening opening;
  private volatile boolean heard;

  // Of the pacer's thread only.
  private long nextPage = System.nanoTime();
  private long nextProgress = System.nanoTime();

  VoicemailEndpoint(Line line, MessageListener listener, RandomGenerator random) {
    this.line = line;
    this.listener = listener;
    player = new Player(line, random);
    Pacer.shared().add(this);
  }

  Player player() {
    return player;
  }

  /**
   * Does something when the caller has been heard, or is silent for long. That our keys are agreed
   * does not mean that the caller's telephone has them in use yet: it would miss our first words.
   */
  void whenHeard(Runnable then) {
    opening = new Opening(then, System.nanoTime() + PATIENCE);
  }

  /** Begins to record; the recording before must have been stopped. */
  void record(MessageSink sink, int serial, long nowNanos) {
    Recording.Listener told = reason -> line.later(() -> listener.onRecordingFailed(reason));
    VideoReceiver seen = watching;
    recording =
        seen != null && seen.agreed()
            ? Recording.withPictures(sink, sync, seen::askForKeyframe, told, nowNanos)
            : Recording.ofSound(sink, serial, told, nowNanos);
  }

  /** What of this end sees. */
  VideoEnd watch(VideoEnd.Line way) {
    VideoReceiver seen = new VideoReceiver(way, this);
    watching = seen;
    return seen;
  }

  /** The recording, null when there is none. */
  @Nullable Recording recording() {
    return recording;
  }

  /** Forgets the recording; it is to be stopped. */
  void forgetRecording() {
    recording = null;
  }

  @Override
  public void use(AudioFormatChoice wanted) {
    if (!wanted.equals(format)) {
      format = wanted;
      digits.forget();
      player.use(wanted);
    }
  }

  @Override
  public void setSending(boolean wanted) {
    player.setSending(wanted);
  }

  @Override
  public void onPacket(RtpHeader header, byte[] data, int length, long nowNanos) {
    heard = true;
    AudioFormatChoice now = format;
    if (now == null) {
      return;
    }
    int end = RtpHeader.payloadEnd(data, length);
    if (header.payloadType() == now.receivedType()) {
      if (end > header.length()) {
        lay(header, now, Arrays.copyOfRange(data, header.length(), end), nowNanos);
      }
    } else if (now.receivedEvents().contains(header.payloadType())) {
      lay(header, now, NO_SOUND, nowNanos);
      for (char digit : digits.onPacket(header, data, length, nowNanos).toCharArray()) {
        line.onDigit(digit);
      }
    }
  }

  /** Takes a packet of pictures. */
  void onPart(VideoPacket part) {
    Recording running = recording;
    if (running != null) {
      running.onPart(part);
    }
  }

  @Override
  public void onSenderReport(SenderReport report) {
    sync.onSound(report);
  }

  /** Takes what the caller says of the clocks of its pictures. */
  void onPictureReport(SenderReport report) {
    sync.onPictures(report);
  }

  private void lay(RtpHeader header, AudioFormatChoice now, byte[] payload, long nowNanos) {
    Recording running = recording;
    if (running != null) {
      running.onPacket(
          new QueuedPacket(
              now.codec(),
              header.ssrc(),
              header.sequence(),
              header.timestamp(),
              payload,
              nowNanos));
    }
  }

  @Override
  public void tick() {
    Prompt ended = player.tick();
    if (ended != null) {
      line.later(() -> listener.onPlayed(ended));
    }
    Recording running = recording;
    long now = System.nanoTime();
    Opening waiting = opening;
    if (waiting != null && (heard || now - waiting.until >= 0)) {
      opening = null;
      line.later(waiting.then);
    }
    if (running != null && now - nextPage >= 0) {
      nextPage = now + Recording.PAGE;
      boolean tell = now - nextProgress >= 0;
      if (tell) {
        nextProgress = now + PROGRESS;
      }
      line.later(() -> write(running, tell));
    }
  }

  private void write(Recording running, boolean tell) {
    running.write(System.nanoTime());
    if (tell && running == recording) {
      listener.onProgress(running.progress(System.nanoTime()));
    }
  }

  @Override
  public void close() {
    Pacer.shared().remove(this);
    Recording running = recording;
    recording = null;
    if (running != null) {
      RecordingSummary unused = running.stop(System.nanoTime());
    }
  }
}
