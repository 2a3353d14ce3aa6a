// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One recording. The network's thread only lays packets down; every 400 ms the session's own thread
 * puts them in order, makes a page (Ogg) or cluster (WebM) and appends it.
 */
final class Recording {
  /** What a recording tells. */
  interface Listener {
    /** It cannot be kept; once. */
    void onFailed(String reason);
  }

  static final long PAGE = TimeUnit.MILLISECONDS.toNanos(400);
  private static final long SYNC = TimeUnit.MILLISECONDS.toNanos(900);

  private final MessageSink sink;
  private final Listener listener;
  private final MessageFile file;
  private final @Nullable VideoRecorder pictures;
  private final VoiceActivity hearing = new VoiceActivity();
  private final PacketInbox<QueuedPacket> inbox = new PacketInbox<>();
  private final Timeline timeline;

  // Under the lock of this.
  private boolean stopped;
  private boolean headed;
  private boolean failed;
  private boolean dirty;
  private long synced;
  private long bytes;

  private Recording(
      MessageSink sink,
      MessageFile file,
      @Nullable VideoRecorder pictures,
      Listener listener,
      long nowNanos) {
    this.sink = sink;
    this.file = file;
    this.pictures = pictures;
    this.listener = listener;
    timeline = new Timeline(hearing, file);
    synced = nowNanos;
  }

  /**
   * One of sound only: Ogg Opus.
   *
   * @param serial any number
   */
  static Recording ofSound(MessageSink sink, int serial, Listener listener, long nowNanos) {
    return new Recording(sink, new OpusStream(serial), null, listener, nowNanos);
  }

  /**
   * One with pictures: WebM, which wants to be copied when it is over, see {@link
   * RecoveredMessage}.
   *
   * @param askForKeyframe asks the caller for a keyframe
   */
  static Recording withPictures(
      MessageSink sink, LipSync sync, Runnable askForKeyframe, Listener listener, long nowNanos) {
    WebmStream file = new WebmStream();
    VideoRecorder pictures = new VideoRecorder(file, sync, askForKeyframe);
    return new Recording(sink, file, pictures, listener, nowNanos);
  }

  /** Takes a packet; does not block. */
  void onPacket(QueuedPacket packet) {
    inbox.lay(packet);
  }

  /** Takes a packet of pictures, which are left out of a recording of sound; does not block. */
  void onPart(VideoPacket part) {
    if (pictures != null) {
      pictures.onPart(part);
    }
  }

  /** Appends what has come; to be called each {@link #PAGE}. May block. */
  synchronized void write(long nowNanos) {
    if (stopped) {
      return;
    }
    inbox.take(nowNanos).forEach(timeline::add);
    if (pictures != null) {
      pictures.write(timeline, nowNanos);
    }
    append(file.pages());
    if (dirty && nowNanos - synced >= SYNC) {
      sync(nowNanos);
    }
  }

  private void append(byte[] pages) {
    if (failed) {
      return;
    }
    try {
      if (!headed) {
        headed = true;
        put(file.headers());
      }
      put(pages);
    } catch (IOException | RuntimeException e) {
      fail(e);
    }
  }

  private void put(byte[] pages) throws IOException {
    if (pages.length > 0) {
      sink.append(pages, 0, pages.length);
      bytes += pages.length;
      dirty = true;
    }
  }

  private void sync(long nowNanos) {
    if (failed) {
      return;
    }
    try {
      sink.sync();
      synced = nowNanos;
      dirty = false;
    } catch (IOException | RuntimeException e) {
      fail(e);
    }
  }

  private void fail(Exception e) {
    failed = true;
    sink.close();
    listener.onFailed("the message cannot be kept: " + e.getMessage());
  }

  /** How it stands. */
  synchronized RecordingSummary progress(long nowNanos) {
    return hearing.recorded(stopped ? 0 : timeline.waitedMillis(nowNanos), bytes, pictures != null);
  }

  /** Completes it: when this returns, it is synced and the sink closed. Once; may block. */
  synchronized RecordingSummary stop(long nowNanos) {
    if (!stopped) {
      stopped = true;
      inbox.close().forEach(timeline::add);
      if (pictures != null) {
        pictures.writeAll(timeline);
      }
      timeline.end(nowNanos);
      append(file.end());
      sync(nowNanos);
      if (!failed) {
        sink.close();
      }
    }
    return progress(nowNanos);
  }
}
