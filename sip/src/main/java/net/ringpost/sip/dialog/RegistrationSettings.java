// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

/**
 * How a registration is kept up.
 *
 * @param expires what is asked for, in seconds
 * @param backOffBase the first wait after a failure, in nanoseconds; it doubles with each further
 *     one. RFC 5626 §4.5 proposes 30 s; less finds a server that was restarted sooner, and the
 *     jitter spreads the load
 * @param backOffMost the longest wait, in nanoseconds
 * @param keepAlive how often the flow is kept open, in nanoseconds (RFC 5626 §4.4: up to 29 s on
 *     UDP, up to 120 s on streams); {@link net.ringpost.sip.transaction.Timers#NEVER} for not
 */
public record RegistrationSettings(
    long expires, long backOffBase, long backOffMost, long keepAlive) {
  private static final long SECOND = 1_000_000_000L;

  /** Ten minutes; back-off from 2 s to 2 min; keep-alive every 25 s, which UDP mappings need. */
  public static final RegistrationSettings DEFAULT =
      new RegistrationSettings(600, 2 * SECOND, 120 * SECOND, 25 * SECOND);

  /** RFC 5626 §4.5: between half of and the whole doubled wait. */
  long backOff(int failures, double random) {
    double doubled = backOffBase * Math.pow(2, Math.min(failures - 1, 30));
    return (long) (Math.min(doubled, (double) backOffMost) * (0.5 + random / 2));
  }

  /** Between 80 % and all of the interval. */
  long untilKeepAlive(double random) {
    return keepAlive == Long.MAX_VALUE ? keepAlive / 2 : (long) (keepAlive * (0.8 + random / 5));
  }

  /** After 75 % to 85 % of what was granted, so that many terminals do not refresh at once. */
  static long untilRefresh(long grantedSeconds, double random) {
    return (long) (grantedSeconds * SECOND * (0.75 + random / 10));
  }
}
