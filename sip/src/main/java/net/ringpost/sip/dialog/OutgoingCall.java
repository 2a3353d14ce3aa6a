// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import net.ringpost.sip.engine.ServerTransaction;
import net.ringpost.sip.message.NameAddr;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.transaction.Step;
import org.jspecify.annotations.Nullable;

/** A call that we made: drives {@link UacInvitation}, then the session. */
public final class OutgoingCall extends Call implements AuthenticatedRequest.Owner {
  private final NameAddr remote;
  private final long first;
  private UacInvitation.State state;
  private @Nullable AuthenticatedRequest exchange;

  OutgoingCall(UserAgent agent, CallHandler handler, SipRequest invite, String localTag) {
    super(agent, handler, invite.callId(), localTag);
    this.remote = invite.to();
    this.first = invite.cseq().number();
    this.state = new UacInvitation.Calling(invite);
  }

  @Override
  public NameAddr remote() {
    return remote;
  }

  void start(SipRequest invite, long now) {
    exchange = AuthenticatedRequest.start(agent, invite, this, now);
  }

  @Override
  void abandon(long now) {
    on(new UacInvitation.HangUp(), now);
  }

  @Override
  public void onResponse(SipResponse response, long now) {
    on(new UacInvitation.Received(response), now);
  }

  @Override
  public void onTimeout(long now) {
    on(new UacInvitation.TimedOut(), now);
  }

  @Override
  public void onUnreachable(String reason, long now) {
    on(new UacInvitation.Unreachable(reason), now);
  }

  @Override
  public void onResent(SipRequest request, long now) {
    on(new UacInvitation.Resent(request), now);
  }

  @Override
  public boolean mayResend() {
    return state instanceof UacInvitation.Calling;
  }

  /** RFC 3261 §15.1.2: a callee sends no BYE before its answer, as it can refuse. */
  @Override
  void onEarlyRequest(ServerTransaction transaction, SipRequest request, long now) {
    switch (request.method().token()) {
      case "OPTIONS" -> agent.respond(transaction, Status.OK, Body.NONE, now);
      case "UPDATE" -> update(transaction, request, now);
      case "INVITE", "BYE" ->
          agent.engine().respond(transaction, plain(request, Status.CALL_DOES_NOT_EXIST), now);
      default -> agent.handOver(transaction, request, now);
    }
  }

  /** The answer will name the other's target once more, so nothing need be kept. */
  private void update(ServerTransaction transaction, SipRequest request, long now) {
    if (!agent.refusesBody(transaction, Body.SDP, now)) {
      // RFC 3311 §5.2: our own offer has no answer yet.
      SipResponse answer =
          Body.session(request).isEmpty()
              ? refreshed(request, transaction.flow())
              : plain(request, Status.REQUEST_PENDING);
      agent.engine().respond(transaction, answer, now);
    }
  }

  private void on(UacInvitation.Event event, long now) {
    Step<UacInvitation.State, UacInvitation.Action> step = UacInvitation.on(state, event);
    state = step.next();
    for (UacInvitation.Action action : step.actions()) {
      perform(action, now);
    }
  }

  private void perform(UacInvitation.Action action, long now) {
    AuthenticatedRequest e = exchange;
    switch (action) {
      case UacInvitation.Cancel c -> {
        if (e != null) {
          e.cancel(now);
        }
      }
      case UacInvitation.Acknowledge a ->
          agent.acknowledge(a.dialog(), number(), e == null ? null : e.request(), now);
      case UacInvitation.Bye b -> agent.bye(b.dialog().advanced(), now);
      case UacInvitation.TellProgress p -> handler.onProgress(this, p.response(), now);
      case UacInvitation.TellAnswered a -> {
        begin(Session.ofCaller(a.dialog()), null, now);
        handler.onAnswered(this, a.response(), now);
      }
      case UacInvitation.TellEnded t -> {
        boolean closed = agent.forget(this);
        handler.onEnded(this, t.end(), now);
        if (closed) {
          handler.onClosed(this);
        }
      }
    }
  }

  /** The number of the INVITE that was sent last. */
  long number() {
    AuthenticatedRequest e = exchange;
    return e == null ? first : e.request().cseq().number();
  }
}
