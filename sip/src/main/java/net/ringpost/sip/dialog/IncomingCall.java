// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.engine.ServerTransaction;
import net.ringpost.sip.message.NameAddr;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.Status;

/** A call that came to us: drives {@link Invited}, then the session. */
public final class IncomingCall extends Call {
  private final ServerTransaction transaction;
  private final SipRequest invite;
  private Invited.State state = new Invited.Alerting();
  private Dialog early;

  IncomingCall(
      UserAgent agent, CallHandler handler, ServerTransaction transaction, String localTag) {
    super(agent, handler, transaction.request().callId(), localTag);
    this.transaction = transaction;
    this.invite = transaction.request();
    this.early = Dialog.ofCallee(invite, localTag);
  }

  /** The INVITE. */
  public SipRequest invite() {
    return invite;
  }

  /** The way on which the INVITE came. */
  public Flow flow() {
    return transaction.flow();
  }

  @Override
  public NameAddr remote() {
    return invite().from();
  }

  ServerTransaction transaction() {
    return transaction;
  }

  /** Tells the caller that it rings here (180), or another provisional status above 100. */
  public void ring(Status status, Body body, long now) {
    on(new Invited.Respond(answer(status, body)), now);
  }

  /** Answers the call. */
  public void answer(Body answer, long now) {
    on(new Invited.Respond(answer(Status.OK, answer)), now);
  }

  /**
   * Refuses the call.
   *
   * @param status 300 to 699, such as 486 (busy) or 603 (declined everywhere)
   */
  public void reject(Status status, long now) {
    if (!status.isFinal() || status.isSuccess()) {
      throw new IllegalArgumentException("not a refusal: " + status);
    }
    on(new Invited.Respond(plain(invite(), status)), now);
  }

  private SipResponse answer(Status status, Body body) {
    SipUri contact = agent.paths().contact(transaction.flow());
    return Requests.inDialog(invite(), status, localTag(), contact, agent.allow(), body);
  }

  @Override
  void abandon(long now) {
    reject(Status.DECLINE, now);
  }

  void cancelled(SipMessage cause, long now) {
    on(new Invited.Cancelled(cause, plain(invite(), Status.REQUEST_TERMINATED)), now);
  }

  @Override
  void onEarlyRequest(ServerTransaction other, SipRequest request, long now) {
    if (!early.inOrder(request)) {
      // RFC 3261 §12.2.2.
      agent.engine().respond(other, plain(request, Status.SERVER_INTERNAL_ERROR), now);
      return;
    }
    early = early.withRemoteSeq(request);
    switch (request.method().token()) {
      case "BYE" -> {
        // RFC 3261 §15.1.2: a caller may end an early dialog so.
        agent.engine().respond(other, plain(request, Status.OK), now);
        cancelled(request, now);
      }
      case "OPTIONS" -> agent.respond(other, Status.OK, Body.NONE, now);
      case "UPDATE" -> update(other, request, now);
      // RFC 3261 §14.2: the first one has no final answer yet.
      case "INVITE" -> agent.engine().respond(other, later(request), now);
      default -> agent.handOver(other, request, now);
    }
  }

  private void update(ServerTransaction other, SipRequest request, long now) {
    if (agent.refusesBody(other, Body.SDP, now)) {
      return;
    }
    if (Body.session(request).isEmpty()) {
      early = early.received(request);
      agent.engine().respond(other, refreshed(request, other.flow()), now);
    } else {
      // RFC 3311 §5.2: the INVITE's offer has no answer yet.
      agent.engine().respond(other, later(request), now);
    }
  }

  private void on(Invited.Event event, long now) {
    Invited.Step step = Invited.on(state, event);
    state = step.next();
    for (Invited.Action action : step.actions()) {
      switch (action) {
        case Invited.Send s -> agent.engine().respond(transaction, s.response(), now);
        case Invited.Begin b -> {
          Session.State begun =
              Session.ofCallee(early, b.ok(), now, agent.engine().timers(transaction.flow()));
          begin(begun, transaction, now);
        }
        case Invited.TellEnded t -> {
          agent.forget(this);
          handler.onEnded(this, t.end(), now);
        }
      }
    }
  }
}
