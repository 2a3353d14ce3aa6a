// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipResponse;

/**
 * How many bytes may be sent because of a request whose source address may be forged: three times
 * what came, as RFC 9000 §8.1 has it for QUIC. What is too much is not sent; a sender that is there
 * repeats its request, which allows for more.
 */
final class AmplificationLimit {
  private static final int TIMES = 3;

  /** Kept from repetitions of a 2xx, so that a BYE can be sent at the end. */
  private static final int FOR_BYE = 512;

  /** Kept from provisional responses, so that the final one can be sent. */
  private static final int FOR_ANSWER = 1000;

  private int left;
  private boolean accepted;

  AmplificationLimit(SipMessage received) {
    received(received);
  }

  void received(SipMessage request) {
    left += TIMES * request.size();
  }

  /** Whether this response may be sent; it is counted then. */
  boolean allowsResponse(SipResponse response) {
    int kept = response.status().isProvisional() ? FOR_ANSWER : accepted ? FOR_BYE : 0;
    if (response.size() + kept > left) {
      return false;
    }
    left -= response.size();
    accepted |= response.status().isSuccess();
    return true;
  }

  /** Whether this request may be sent; it is counted then. */
  boolean allowsRequest(SipMessage request) {
    if (request.size() > left) {
      return false;
    }
    left -= request.size();
    return true;
  }
}
