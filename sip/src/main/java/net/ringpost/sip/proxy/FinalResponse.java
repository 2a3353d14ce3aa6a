// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.proxy;

import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Status;

/** How a request ends for the caller when nobody accepted it. */
public sealed interface FinalResponse {
  /** By this response of a branch, which still has our Via on top. */
  record Relay(SipResponse response) implements FinalResponse {
    @Override
    public Status status() {
      return response.status();
    }
  }

  /** By a response of our own. */
  record Local(Status status) implements FinalResponse {}

  /** The status that the caller gets. */
  Status status();
}
