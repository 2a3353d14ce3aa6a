// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

/**
 * How a registration is kept up.
 *
 * @param expires what is asked for, in seconds
 * @param backOffBase the first wait after a failure, in nanoseconds; it doubles with each further
 *     one. RFC 5626 §4.5 proposes 30 s; less finds a server that was restarted sooner, and the
 *     jitter spreads the load
 * @param backOffMost the longest wait that is chosen here, in nanoseconds, at most {@link
 *     #LONGEST_WAIT}
 */
public record RegistrationSettings(long expires, long backOffBase, long backOffMost) {
  private static final long SECOND = 1_000_000_000L;

  /** A server cannot send us away for longer, in nanoseconds: five minutes. */
  public static final long LONGEST_WAIT = 300 * SECOND;

  /** RFC 5626 §4.5: between half of and the whole doubled wait. */
  long backOff(int failures, double random) {
    double doubled = backOffBase * Math.pow(2, Math.min(failures - 1, 30));
    return (long) (Math.min(doubled, (double) backOffMost) * (0.5 + random / 2));
  }

  /**
   * After 75 % to 85 % of what was granted, so that many terminals do not refresh at once. A server
   * that grants nothing is not asked again and again without a pause.
   */
  static long untilRefresh(long grantedSeconds, double random) {
    return (long) (Math.max(1, grantedSeconds) * SECOND * (0.75 + random / 10));
  }
}
