// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transaction;

import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;

/** What a transaction machine asks its driver to do. */
public sealed interface Action {
  /** Send this message over the transaction's flow. */
  record Send(SipMessage message) implements Action {}

  /** Start a non-INVITE client transaction for this CANCEL; nobody waits for its outcome. */
  record StartCancel(SipRequest cancel) implements Action {}

  /** Hand the response to the transaction user. */
  record Deliver(SipResponse response) implements Action {}

  /** Tell the transaction user that no final response came in time. */
  record ReportTimeout() implements Action {}

  /**
   * Tell the transaction user that the request cannot be sent or answered.
   *
   * @param reason for people
   */
  record ReportUnreachable(String reason) implements Action {}
}
