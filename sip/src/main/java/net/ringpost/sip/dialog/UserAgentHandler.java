// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import java.util.List;
import net.ringpost.sip.engine.ServerTransaction;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.Status;

/** Is told what comes to a user agent; as {@link CallHandler}, of the calls that come. */
public interface UserAgentHandler extends CallHandler {
  /**
   * Somebody calls. To be decided now or later by {@link IncomingCall#ring}, {@link
   * IncomingCall#answer} or {@link IncomingCall#reject}; a 100 goes out by itself.
   */
  void onCall(IncomingCall call, long now);

  /**
   * The methods that {@link #onRequest} takes, beside those of calls; Allow names them (RFC 3261
   * §20.5). Asked for once.
   */
  default List<Method> methods() {
    return List.of();
  }

  /**
   * Another request: MESSAGE, NOTIFY, or one in a call. A final answer is owed by {@link
   * UserAgent#respond}.
   */
  default void onRequest(
      UserAgent agent, ServerTransaction transaction, SipRequest request, long now) {
    agent.respond(transaction, Status.METHOD_NOT_ALLOWED, Body.NONE, now);
  }
}
