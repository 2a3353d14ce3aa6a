// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import java.util.List;
import net.ringpost.sip.engine.Engine;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.engine.ServerTransaction;
import net.ringpost.sip.engine.TransactionUser;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Status;
import org.jspecify.annotations.Nullable;

/** Inspects what comes to a user agent and hands it on (RFC 3261 §8.2, §12.2.2). */
final class UasCore implements TransactionUser {
  private final UserAgent agent;
  private final Engine engine;
  private final CallHandler handler;
  private final MergedRequests merged;

  UasCore(UserAgent agent, Engine engine, CallHandler handler) {
    this.agent = agent;
    this.engine = engine;
    this.handler = handler;
    this.merged = new MergedRequests(agent.timers().timeout());
  }

  @Override
  public void onRequest(ServerTransaction transaction, SipRequest request, long now) {
    Status refusal = refusal(request, now);
    if (refusal != null) {
      agent.respond(transaction, refusal, Body.NONE, now);
      return;
    }
    List<String> required = request.headers().values(HeaderName.REQUIRE);
    if (!required.isEmpty()) {
      unsupported(transaction, required, now);
      return;
    }
    String tag = request.toTag();
    if (tag == null) {
      outsideDialog(transaction, request, now);
      return;
    }
    Call call = agent.find(request.callId(), tag);
    if (call == null || !call.has(request.fromTag())) {
      agent.respond(transaction, Status.CALL_DOES_NOT_EXIST, Body.NONE, now);
    } else {
      call.onRequest(transaction, request, now);
    }
  }

  private @Nullable Status refusal(SipRequest request, long now) {
    if (!Requests.understands(request.requestUri())) {
      return Status.UNSUPPORTED_URI_SCHEME;
    }
    if (request.toTag() == null && merged.seen(request, now)) {
      return Status.LOOP_DETECTED;
    }
    return null;
  }

  /** RFC 3261 §8.2.2.3: no extension is supported that could be required. */
  private void unsupported(ServerTransaction transaction, List<String> required, long now) {
    SipRequest request = transaction.request();
    String tag = engine.ids().statelessTag(request);
    SipResponse r = SipResponse.to(request, Status.BAD_EXTENSION, null, tag);
    engine.respond(
        transaction,
        r.withHeaders(
            r.headers().edit().append(HeaderName.UNSUPPORTED, String.join(", ", required)).build()),
        now);
  }

  private void outsideDialog(ServerTransaction transaction, SipRequest request, long now) {
    switch (request.method().token()) {
      case "INVITE" -> {
        if (!agent.refusesBody(transaction, Body.SDP, now)) {
          agent.begin(new IncomingCall(agent, handler, transaction, engine.ids().tag(), now), now);
        }
      }
      case "OPTIONS" -> agent.respond(transaction, Status.OK, Body.NONE, now);
      case "BYE", "UPDATE" ->
          agent.respond(transaction, Status.CALL_DOES_NOT_EXIST, Body.NONE, now);
      default -> agent.handOver(transaction, request, now);
    }
  }

  @Override
  public void onAck(SipRequest ack, Flow from, long now) {
    Call call = agent.find(ack.callId(), ack.toTag());
    if (call != null && call.has(ack.fromTag())) {
      call.onAck(ack, now);
    }
  }

  @Override
  public void onCancel(ServerTransaction invite, SipRequest cancel, long now) {
    IncomingCall call = agent.find(invite);
    if (call != null) {
      call.cancelled(cancel, now);
    } else if (invite.request().method().equals(Method.INVITE)) {
      // A re-INVITE that waits for the user's answer.
      Call changed = agent.find(cancel.callId(), cancel.toTag());
      if (changed != null) {
        changed.refuseOffer(Status.REQUEST_TERMINATED, now);
      }
    }
  }
}
