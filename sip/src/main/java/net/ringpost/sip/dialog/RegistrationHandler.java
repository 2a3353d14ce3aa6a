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

  /**
   * The server refused fresh credentials (wrong ID or password, or 403 to them): nothing more
   * happens by itself.
   */
  void onRefused(RequestOutcome outcome, long now);

  /** We are not registered any more, as wanted: the server has said so. */
  void onLeft(long now);

  /**
   * We wanted not to be registered any more, and are not, as far as we know: the server refused the
   * last attempt, or there was none. It was not asked.
   */
  void onNotRegistered(long now);

  /**
   * We wanted not to be registered any more, but the server did not confirm it: it may know of us
   * until the registration expires.
   *
   * @param reason for people
   */
  void onNotLeft(String reason, long now);
}
