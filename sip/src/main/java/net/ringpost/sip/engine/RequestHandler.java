// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

import net.ringpost.sip.message.SipRequest;

/** Takes one request, for which a transaction has been made. */
@FunctionalInterface
public interface RequestHandler {
  /** As {@link TransactionUser#onRequest}. */
  void onRequest(ServerTransaction transaction, SipRequest request, long now);
}
