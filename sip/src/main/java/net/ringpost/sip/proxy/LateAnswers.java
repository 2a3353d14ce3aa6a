// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.proxy;

import net.ringpost.sip.engine.Engine;
import net.ringpost.sip.engine.ResponseHandler;
import net.ringpost.sip.engine.ServerTransaction;
import net.ringpost.sip.message.SipResponse;

/**
 * What still comes on the branches of an INVITE that was accepted, once all of them have ended:
 * every 2xx goes through (RFC 6026 §7.2), nothing else matters.
 */
record LateAnswers(Engine engine, ServerTransaction transaction) implements ResponseHandler {
  @Override
  public void onResponse(SipResponse response, long now) {
    if (response.status().isSuccess()) {
      engine.respond(transaction, Proxy.withoutOurVia(response), now);
    }
  }

  @Override
  public void onTimeout(long now) {}

  @Override
  public void onUnreachable(String reason, long now) {}
}
