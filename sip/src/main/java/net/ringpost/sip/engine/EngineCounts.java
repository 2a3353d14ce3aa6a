// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

/**
 * How much is alive in an engine, for metrics and for tests of idleness.
 *
 * @param inviteClients INVITEs sent and not over
 * @param nonInviteClients other requests sent and not over
 * @param inviteServers INVITEs received and not over
 * @param nonInviteServers other requests received and not over
 * @param lingering of either kind, received or sent: those for which all is done, and which only
 *     wait for repetitions
 * @param deadlines pending timers, of transactions and {@link Timer}s
 */
public record EngineCounts(
    int inviteClients,
    int nonInviteClients,
    int inviteServers,
    int nonInviteServers,
    int lingering,
    int deadlines) {
  /** All transactions together. */
  public int transactions() {
    return inviteClients + nonInviteClients + inviteServers + nonInviteServers + lingering;
  }

  /** Whether nothing at all is alive. */
  public boolean idle() {
    return transactions() == 0 && deadlines == 0;
  }
}
