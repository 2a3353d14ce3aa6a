// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.auth;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;

/**
 * Slows down those who guess passwords. It counts <em>wrong credentials</em> only, never
 * challenges: the first 401 is how digest works.
 *
 * <p>Counted are an address, an account, and the two together. Each has a bucket that holds so many
 * failures and empties evenly over the window. An address from which an account was used rightly
 * within the last hour (up to a quarter more) is judged by their own common bucket only, so that a
 * stranger who guesses at an account, or a mistyped password beside it in the same house, does not
 * lock out its owner.
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
  private static final int IPV6_NETWORK_BYTES = 8;

  private final LeakyBuckets sources;
  private final LeakyBuckets accounts;
  private final LeakyBuckets pairs;
  private final RecentTimes trusted;
  private final long windowNanos;

  /** So that nobody can choose an address and an account that pass for others. */
  private final long seed = new SecureRandom().nextLong();

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
    if (!trusted.within(hash(source, account), TRUST_NANOS, nowNanos)) {
      wait = Math.max(wait, sources.waitNanos(network(source), nowNanos));
      wait = Math.max(wait, accounts.waitNanos(account, nowNanos));
    }
    return wait;
  }

  /** Counts wrong credentials: a wrong password or an unknown user. */
  public void failed(InetAddress source, String account, long nowNanos) {
    quietAt = nowNanos + windowNanos;
    sources.add(network(source), nowNanos);
    accounts.add(account, nowNanos);
    pairs.add(pair(source, account), nowNanos);
  }

  /** Notes right credentials. */
  public void succeeded(InetAddress source, String account, long nowNanos) {
    long pair = hash(source, account);
    if (!trusted.within(pair, NOTED_NANOS, nowNanos)) {
      trusted.put(pair, nowNanos);
    }
  }

  private long hash(InetAddress source, String account) {
    byte[] bytes = source.getAddress();
    long h = seed;
    for (int i = 0; i < networkLength(source, bytes); i++) {
      h = mixed(h, bytes[i]);
    }
    for (int i = 0; i < account.length(); i++) {
      h = mixed(h, account.charAt(i));
    }
    return h;
  }

  private static long mixed(long h, int value) {
    long m = (h ^ value) * 0x9E3779B97F4A7C15L;
    return m ^ (m >>> 32);
  }

  private static String pair(InetAddress source, String account) {
    return network(source) + " " + account;
  }

  // Whoever has one IPv6 address has the 2^64 of its network.
  private static int networkLength(InetAddress source, byte[] bytes) {
    return source instanceof Inet4Address ? bytes.length : IPV6_NETWORK_BYTES;
  }

  private static String network(InetAddress source) {
    byte[] bytes = source.getAddress();
    return HexFormat.of().formatHex(bytes, 0, networkLength(source, bytes));
  }
}
