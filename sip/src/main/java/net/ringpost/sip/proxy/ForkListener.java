// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.proxy;

import net.ringpost.sip.message.SipResponse;

/** Is told what a forked request comes to: for call histories and diversion. */
public interface ForkListener {
  /** Does nothing. */
  ForkListener NONE = new ForkListener() {};

  /** A provisional response is forwarded to the caller, such as the first 180. */
  default void onProgress(SipResponse response, long now) {}

  /** A 2xx is forwarded; for an INVITE perhaps not the only one. */
  default void onAccepted(SipResponse response, long now) {}

  /**
   * Nobody accepted.
   *
   * @return what to do instead of telling the caller. Is not asked when the caller gave up
   */
  default Diversion divert(Conclusion conclusion, long now) {
    return Diversion.NONE;
  }

  /** The caller is told that nobody accepted, or that it gave up (487). */
  default void onConcluded(Conclusion conclusion, long now) {}
}
