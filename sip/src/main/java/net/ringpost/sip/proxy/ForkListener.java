// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.proxy;

import net.ringpost.sip.message.SipResponse;

/** Is told what a forked request comes to. */
public interface ForkListener {
  /** Does nothing. */
  ForkListener NONE = new ForkListener() {};

  /** A provisional response is forwarded to the caller, such as the first 180. */
  default void onProgress(SipResponse response, long now) {}

  /** A 2xx is forwarded; for an INVITE perhaps not the only one. */
  default void onAccepted(SipResponse response, long now) {}

  /**
   * Nobody accepted; is not asked when the caller gave up.
   *
   * @return true if whoever was asked owes the request its final response from now on; false if the
   *     caller is to be told
   */
  default boolean retarget(FinalResponse response, long now) {
    return false;
  }

  /** The caller is told that nobody accepted, or that it gave up (487). */
  default void onConcluded(FinalResponse response, long now) {}
}
