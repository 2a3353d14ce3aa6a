// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.auth;

import java.net.InetAddress;
import java.time.Duration;

/**
 * Slows down those who guess passwords. It counts <em>wrong credentials</em> only, never
 * challenges: the first 401 is how digest works.
 *
 * <p>Counted are an address, an account, and the two together. Each has a bucket that holds so many
 * failures and empties evenly over the window. An address from which an account was used rightly
 * within the last hour (up to a quarter more) is judged by their own common bucket only, so that a
 * stranger who guesses at an account, or a mistyped password beside it in the same house, does not
 * lock out its owner. An address that has not guessed at the account is slowed down by the
 * account's bucket ({@link #slowedFor}), not refused.
 *
 * <p>Pure: time is passed in ({@code System.nanoTime()} scale). Memory is bounded: of each kind the
 * {@code capacity} latest are remembered, but for a few of the addresses that were used rightly.
 * Not thread-safe.
 */
public final class FailureLimiter {
  /** Ten failures a minute. */
  public static final int DEFAULT_FAILURES = 10;

  /** Telephones prove themselves all the time: it is noted again when the note is so old. */
  private static final long NOTED_NANOS = Duration.ofMinutes(15).toNanos();

  private static final long TRUST_NANOS = Duration.ofHours(1).toNanos() + NOTED_NANOS;
  private static final long NEVER = Long.MIN_VALUE;

  /** So long an address counts as one that guesses at an account, after its last failure. */
  private static final long GUESSED_NANOS = Duration.ofMinutes(15).toNanos();

  /** What credentials have to wait for an account that others guess at. */
  private static final long SLOW_NANOS = Duration.ofSeconds(2).toNanos();

  private final LeakyBuckets sources;
  private final LeakyBuckets accounts;
  private final LeakyBuckets pairs;
  private final RecentTimes trusted;
  private final RecentTimes guessing;
  private final long windowNanos;

  private final KeyHash fingerprint = new KeyHash();

  /** From then on all buckets are empty, unless one more fails. */
  private long quietAt = NEVER;

  /**
   * @param failures how many within the window are let through
   * @param window in which a full bucket empties
   * @param capacity how many addresses, accounts and pairs are remembered, each
   */
  public FailureLimiter(int failures, Duration window, int capacity) {
    sources = new LeakyBuckets(failures, window.toNanos(), capacity);
    accounts = new LeakyBuckets(failures, window.toNanos(), capacity);
    pairs = new LeakyBuckets(failures, window.toNanos(), capacity);
    trusted = new RecentTimes(capacity);
    guessing = new RecentTimes(capacity);
    windowNanos = window.toNanos();
  }

  /** Ten a minute, 100,000 of each kind: some 30 MB when all are in use. */
  public FailureLimiter() {
    this(DEFAULT_FAILURES, Duration.ofMinutes(1), 100_000);
  }

  /**
   * How long credentials for that account from that address are to be refused without being looked
   * at, in nanoseconds; 0 to look at them. Changes nothing.
   */
  public long refusedFor(InetAddress source, String account, long nowNanos) {
    if (quietAt == NEVER || nowNanos - quietAt >= 0) {
      return 0;
    }
    String pair = pair(source, account);
    long wait = pairs.waitNanos(pair, nowNanos);
    if (!trusted.within(fingerprint.of(source, account), TRUST_NANOS, nowNanos)) {
      wait = Math.max(wait, sources.waitNanos(KeyHash.network(source), nowNanos));
      if (guessing.within(fingerprint.of(source, account), GUESSED_NANOS, nowNanos)) {
        wait = Math.max(wait, accounts.waitNanos(account, nowNanos));
      }
    }
    return wait;
  }

  /**
   * How long credentials for that account from that address are to be held back before they are
   * looked at, in nanoseconds; 0 for not at all. It is so while others guess at the account:
   * whoever guesses from many addresses is slow, and the owner gets in. Changes nothing.
   */
  public long slowedFor(InetAddress source, String account, long nowNanos) {
    boolean slow =
        quietAt != NEVER
            && nowNanos - quietAt < 0
            && accounts.waitNanos(account, nowNanos) > 0
            && !trusted.within(fingerprint.of(source, account), TRUST_NANOS, nowNanos);
    return slow ? SLOW_NANOS : 0;
  }

  /** Counts wrong credentials: a wrong password or an unknown user. */
  public void failed(InetAddress source, String account, long nowNanos) {
    quietAt = nowNanos + windowNanos;
    sources.add(KeyHash.network(source), nowNanos);
    accounts.add(account, nowNanos);
    pairs.add(pair(source, account), nowNanos);
    guessing.put(fingerprint.of(source, account), nowNanos);
  }

  /** Notes right credentials. */
  public void succeeded(InetAddress source, String account, long nowNanos) {
    long pair = fingerprint.of(source, account);
    if (!trusted.within(pair, NOTED_NANOS, nowNanos)) {
      trusted.put(pair, nowNanos);
    }
  }

  private static String pair(InetAddress source, String account) {
    return KeyHash.network(source) + " " + account;
  }
}
