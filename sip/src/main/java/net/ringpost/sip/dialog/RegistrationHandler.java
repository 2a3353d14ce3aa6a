// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import net.ringpost.sip.message.SipResponse;

/** Is told how a registration fares. */
public interface RegistrationHandler {
  /**
   * We are registered: the first time, and at each refresh.
   *
   * @param response its top Via says by which address the server sees us
   * @param seconds for how long
   */
  void onRegistered(SipResponse response, long seconds, long now);

  /**
   * We may not be registered any more; it is tried again.
   *
   * @param reason for people
   * @param retryIn in nanoseconds
   */
  void onOffline(String reason, long retryIn, long now);

  /** The server refused (wrong password, unknown member): nothing more happens by itself. */
  void onRefused(Outcome outcome, long now);

  /** We are not registered any more, as wanted. */
  void onLeft(long now);
}
