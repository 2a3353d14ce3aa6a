// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

import java.net.InetSocketAddress;
import net.ringpost.sip.message.SipMessage;

/** What the engine sends through. */
public interface Transport {
  /**
   * Sends the message, now or as soon as the flow is connected. Throws nothing: if it cannot be
   * sent, that is told by {@link Engine#sendFailed} or {@link Engine#flowFailed}, at once or later.
   */
  void send(SipMessage message, Flow to);

  /**
   * The address that names us in the Via of requests over this flow; the flow's local end unless
   * the transport knows better (behind a port forwarding, or bound to no address in particular).
   */
  default InetSocketAddress sentBy(Flow flow) {
    return flow.local();
  }
}
