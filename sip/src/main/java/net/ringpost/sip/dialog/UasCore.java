// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import java.util.List;
import java.util.function.ObjLongConsumer;
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
public final class UasCore implements TransactionUser {
  private final UserAgent agent;
  private final Engine engine;
  private final UserAgentHandler handler;
  private final MergedRequests merged;

  UasCore(UserAgent agent, Engine engine, UserAgentHandler handler) {
    this.agent = agent;
    this.engine = engine;
    this.handler = handler;
    this.merged = new MergedRequests(agent.timers().timeout());
  }

  @Override
  public void onRequest(ServerTransaction transaction, SipRequest request, long now) {
    if (!isRefused(transaction, request, now)) {
      if (request.toTag() != null) {
        inDialog(transaction, request, now);
      } else if (request.method().equals(Method.INVITE)) {
        handler.onCall(begin(transaction, now), now);
      } else {
        outsideDialog(transaction, request, now);
      }
    }
  }

  /**
   * As {@link #onRequest} for an INVITE that is to become a call, which somebody other than the
   * handler decides on. The handler is told of everything after that.
   *
   * @param to is given the call and the time before this returns, unless the INVITE is answered
   *     otherwise: it is refused, or belongs to a dialog
   * @return whether it became a call
   */
  public boolean onCall(ServerTransaction invite, ObjLongConsumer<IncomingCall> to, long now) {
    SipRequest request = invite.request();
    if (isRefused(invite, request, now)) {
      return false;
    }
    if (request.toTag() != null) {
      inDialog(invite, request, now);
      return false;
    }
    to.accept(begin(invite, now), now);
    return true;
  }

  private boolean isRefused(ServerTransaction transaction, SipRequest request, long now) {
    Status refusal = refusal(request, now);
    if (refusal != null) {
      agent.respond(transaction, refusal, Body.NONE, now);
      return true;
    }
    List<String> required = request.headers().values(HeaderName.REQUIRE);
    if (!required.isEmpty()) {
      unsupported(transaction, required, now);
      return true;
    }
    return request.toTag() == null
        && request.method().equals(Method.INVITE)
        && agent.refusesBody(transaction, Body.SDP, now);
  }

  private void inDialog(ServerTransaction transaction, SipRequest request, long now) {
    Call call = agent.find(request.callId(), request.toTag());
    if (call == null || !call.has(request.fromTag())) {
      agent.respond(transaction, Status.CALL_DOES_NOT_EXIST, Body.NONE, now);
    } else {
      call.onRequest(transaction, request, now);
    }
  }

  private IncomingCall begin(ServerTransaction invite, long now) {
    IncomingCall call = new IncomingCall(agent, handler, invite, engine.ids().tag(), now);
    agent.add(call);
    return call;
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
