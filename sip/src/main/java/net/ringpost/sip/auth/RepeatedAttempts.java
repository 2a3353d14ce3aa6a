// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.auth;

import java.net.InetAddress;
import java.time.Duration;

/**
 * Tells a telephone that sends the same wrong password again and again from somebody who guesses:
 * failures of one attempt, such as all of one Call-ID, that come close after one another belong
 * together.
 *
 * <p>Pure: time is passed in ({@code System.nanoTime()} scale). Memory is bounded: of more attempts
 * than the capacity the oldest are forgotten. Not thread-safe.
 */
public final class RepeatedAttempts {
  private final KeyHash fingerprint = new KeyHash();
  private final RecentTimes first;
  private final RecentTimes further;
  private final long togetherNanos;
  private final long pauseNanos;

  /**
   * @param together how long after an attempt's first failure further ones belong to it
   * @param pause how long after a further failure the attempt is not worth looking at
   * @param capacity how many attempts are remembered
   */
  public RepeatedAttempts(Duration together, Duration pause, int capacity) {
    this.togetherNanos = together.toNanos();
    this.pauseNanos = pause.toNanos();
    this.first = new RecentTimes(capacity);
    this.further = new RecentTimes(capacity);
  }

  /** Whether it has failed twice or more, just now; changes nothing. */
  public boolean persistent(InetAddress source, String account, String attempt, long nowNanos) {
    return further.within(fingerprint.of(source, account, attempt), pauseNanos, nowNanos);
  }

  /**
   * Notes that it failed.
   *
   * @param attempt what the failures of one attempt have in common
   * @return whether it belongs to a failure before, which has been counted already
   */
  public boolean failed(InetAddress source, String account, String attempt, long nowNanos) {
    long name = fingerprint.of(source, account, attempt);
    boolean again = first.within(name, togetherNanos, nowNanos);
    if (again) {
      further.put(name, nowNanos);
    } else {
      first.put(name, nowNanos);
    }
    return again;
  }
}
