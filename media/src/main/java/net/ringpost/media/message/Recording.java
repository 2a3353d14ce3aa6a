// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.message;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One recording. The network's thread only lays packets down; every 400 ms the session's own thread
 * puts them in order, makes a page and appends it.
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
  private final OpusStream stream;
  private final Hearing hearing = new Hearing();
  private final Reorder reorder = new Reorder();
  private final Timeline timeline;
  private final Object inbox = new Object();
  private List<Arrival> arrived = new ArrayList<>();
  private volatile boolean stopped;

  // Under the lock of this.
  private boolean headed;
  private boolean failed;
  private boolean dirty;
  private long synced;
  private long bytes;

  /**
   * @param serial any number
   */
  Recording(MessageSink sink, int serial, Listener listener, long nowNanos) {
    this.sink = sink;
    this.listener = listener;
    stream = new OpusStream(serial);
    timeline = new Timeline(hearing, stream::add);
    synced = nowNanos;
  }

  /** Takes a packet; does not block. */
  void onPacket(Arrival packet) {
    synchronized (inbox) {
      if (!stopped) {
        arrived.add(packet);
      }
    }
  }

  private void order() {
    List<Arrival> taken;
    synchronized (inbox) {
      taken = arrived;
      arrived = new ArrayList<>(taken.size() + 8);
    }
    taken.forEach(reorder::add);
  }

  /** Appends what has come; to be called each {@link #PAGE}. May block. */
  synchronized void write(long nowNanos) {
    if (stopped) {
      return;
    }
    order();
    reorder.take(nowNanos).forEach(timeline::add);
    append(stream.pages());
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
        put(stream.headers());
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
  synchronized Recorded progress(long nowNanos) {
    return hearing.recorded(stopped ? 0 : timeline.waitedMillis(nowNanos), bytes);
  }

  /** Completes it: when this returns, it is synced and the sink closed. Once; may block. */
  synchronized Recorded stop(long nowNanos) {
    if (!stopped) {
      order();
      synchronized (inbox) {
        stopped = true;
      }
      reorder.takeAll().forEach(timeline::add);
      timeline.end(nowNanos);
      append(stream.end());
      sync(nowNanos);
      if (!failed) {
        sink.close();
      }
    }
    return progress(nowNanos);
  }
}
