// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

import net.ringpost.sip.message.SipResponse;

/**
 * Is told what becomes of a request. Exactly one of: a final response, {@link #onTimeout}, {@link
 * #onUnreachable}; before it any number of provisional responses; after a 2xx to an INVITE perhaps
 * more 2xx, repeated or from other forks (RFC 6026 §7.2), all of which want an ACK.
 */
public interface ResponseHandler {
  /** A response, 100 included. Its top Via is still ours. */
  void onResponse(SipResponse response, long now);

  /** No final response in time (RFC 3261 timers B and F, or after CANCEL): as if 408 had come. */
  void onTimeout(long now);

  /**
   * The request could not be sent, or its flow broke before the final response: as if 503 had come.
   *
   * @param reason for people
   */
  void onUnreachable(String reason, long now);
}
