// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transaction;

/**
 * The timer values of RFC 3261 table 4, in nanoseconds, for one kind of transport.
 *
 * @param t1 estimate of the round trip; more than 0
 * @param t2 longest time between retransmissions of a non-INVITE request or a final response
 * @param t4 longest time that a message stays in the network
 * @param d how long retransmitted final responses to an INVITE are awaited; at least 32 s says the
 *     RFC
 * @param c longest time without a new provisional response to a proxied INVITE; over 3 min
 * @param reliable whether the transport repeats lost messages itself, so that nothing is
 *     retransmitted and nothing lingers
 */
public record Timers(long t1, long t2, long t4, long d, long c, boolean reliable) {
  /**
   * A deadline that never comes. Deadlines are on the scale of {@link System#nanoTime()} and are
   * compared directly: within 292 years of the clock's origin nothing overflows.
   */
  public static final long NEVER = Long.MAX_VALUE;

  private static final long SECOND = 1_000_000_000L;

  /** The RFC's values for an unreliable transport: T1 500 ms, T2 4 s, T4 5 s, D 32 s, C 181 s. */
  public static final Timers RFC_3261 =
      new Timers(SECOND / 2, 4 * SECOND, 5 * SECOND, 32 * SECOND, 181 * SECOND, false);

  /**
   * @throws IllegalArgumentException if a value is not positive
   */
  public Timers {
    if (t1 <= 0 || t2 <= 0 || t4 <= 0 || d <= 0 || c <= 0) {
      throw new IllegalArgumentException("timers must be positive");
    }
  }

  /** The same values for a reliable or an unreliable transport. */
  public Timers over(boolean reliableTransport) {
    return reliableTransport == reliable ? this : new Timers(t1, t2, t4, d, c, reliableTransport);
  }

  /** 64·T1: timers B, F, H, L and M, and how long a CANCEL is given to take effect. */
  public long timeout() {
    return 64 * t1;
  }

  /** When the first retransmission is due (timers A, E, G); never on a reliable transport. */
  long firstResend(long now) {
    return reliable ? NEVER : now + t1;
  }

  /** Timer D. */
  long lingerD() {
    return reliable ? 0 : d;
  }

  /** Timers I and K. */
  long lingerT4() {
    return reliable ? 0 : t4;
  }

  /** Timer J. */
  long lingerJ() {
    return reliable ? 0 : timeout();
  }
}
