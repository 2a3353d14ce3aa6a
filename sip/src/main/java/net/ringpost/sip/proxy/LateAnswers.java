// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.proxy;

import net.ringpost.sip.engine.Engine;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.engine.ResponseHandler;
import net.ringpost.sip.message.SipResponse;

/**
 * What still comes on the branches of an INVITE that was accepted, once all of them have ended:
 * every 2xx goes to where the INVITE came from (RFC 6026 §7.2), nothing else matters.
 */
record LateAnswers(Engine engine, Flow upstream) implements ResponseHandler {
  @Override
  public void onResponse(SipResponse response, long now) {
    if (response.status().isSuccess()) {
      relay(engine, response, upstream);
    }
  }

  /** Sends a 2xx on, without our Via and outside any transaction. */
  static void relay(Engine engine, SipResponse response, Flow upstream) {
    engine.sendStateless(response.withoutTopVia(), upstream);
  }

  @Override
  public void onTimeout(long now) {}

  @Override
  public void onUnreachable(String reason, long now) {}
}
