// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.engine.ServerTransaction;
import net.ringpost.sip.message.Method;
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

  IncomingCall(
      UserAgent agent, CallHandler handler, ServerTransaction transaction, String localTag) {
    super(agent, handler, transaction.request().callId(), localTag);
    this.transaction = transaction;
    this.invite = transaction.request();
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
    return Requests.inDialog(invite(), status, localTag(), contact, body);
  }

  @Override
  void abandon(long now) {
    reject(Status.DECLINE, now);
  }

  void cancelled(SipMessage cause, long now) {
    on(new Invited.Cancelled(cause, plain(invite(), Status.REQUEST_TERMINATED)), now);
  }

  /** RFC 3261 §15.1.2: a caller may end an early dialog by BYE. */
  @Override
  void onEarlyRequest(ServerTransaction other, SipRequest request, long now) {
    boolean bye = request.method().equals(Method.BYE);
    Status status = bye ? Status.OK : Status.REQUEST_PENDING;
    agent.engine().respond(other, plain(request, status), now);
    if (bye) {
      cancelled(request, now);
    }
  }

  private void on(Invited.Event event, long now) {
    Invited.Step step = Invited.on(state, event);
    state = step.next();
    for (Invited.Action action : step.actions()) {
      switch (action) {
        case Invited.Send s -> agent.engine().respond(transaction, s.response(), now);
        case Invited.Begin b -> {
          Dialog dialog = Dialog.ofCallee(invite(), localTag());
          Session.State begun =
              Session.ofCallee(dialog, b.ok(), now, agent.engine().timers(transaction.flow()));
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
