// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.session;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Watches the time: when the peer has fallen silent, and when a report is due. */
final class LineWatch {
  /**
   * DEVIATION RFC 3550 §6.2: a report each 2.5 s on average instead of each 5 s. RFC 4585 §3.5
   * permits it for the feedback profile; we do it on all, it stays below 1 % of the sound's
   * bandwidth.
   */
  private static final long REPORT_NANOS = TimeUnit.MILLISECONDS.toNanos(2500);

  private final int timeoutSeconds;
  private final RandomGenerator random;
  private volatile long lastPacket;
  private boolean silent;
  private long nextReport = Long.MIN_VALUE;

  LineWatch(int timeoutSeconds, RandomGenerator random) {
    this.timeoutSeconds = timeoutSeconds;
    this.random = random;
  }

  void onPacket(long nowNanos) {
    lastPacket = nowNanos;
  }

  /** Begins to wait anew: another agreement, another path. */
  synchronized void restart(long nowNanos) {
    lastPacket = nowNanos;
  }

  /**
   * To be called about once a second.
   *
   * @param expecting whether the peer should be sending
   * @return the timeout, the end of it, or null
   */
  synchronized @Nullable MediaEvent tick(long nowNanos, boolean expecting) {
    if (!expecting) {
      lastPacket = nowNanos;
    }
    long seconds = TimeUnit.NANOSECONDS.toSeconds(nowNanos - lastPacket);
    if (!silent && seconds >= timeoutSeconds) {
      silent = true;
      return new MediaEvent.MediaTimeout((int) seconds);
    }
    if (silent && seconds < timeoutSeconds) {
      silent = false;
      return new MediaEvent.MediaResumed();
    }
    return null;
  }

  /** RFC 3550 §6.2: at random between half and one and a half of the interval. */
  synchronized boolean reportIsDue(long nowNanos) {
    if (nextReport != Long.MIN_VALUE && nowNanos - nextReport < 0) {
      return false;
    }
    nextReport = nowNanos + (long) (REPORT_NANOS * random.nextDouble(0.5, 1.5));
    return true;
  }
}
