// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import java.util.concurrent.TimeUnit;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.engine.ServerTransaction;
import net.ringpost.sip.engine.Timer;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.NameAddr;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.transaction.Step;
import net.ringpost.sip.transaction.Timers;

/** A call that came to us: drives {@link UasInvitation}, then the session. */
public final class IncomingCall extends Call {
  private static final long MOST_EXPIRES = 86_400;

  private final ServerTransaction transaction;
  private final SipRequest invite;
  private final Timer alarm;
  private UasInvitation.State state;
  private Dialog early;

  IncomingCall(
      UserAgent agent,
      CallHandler handler,
      ServerTransaction transaction,
      String localTag,
      long now) {
    super(agent, handler, transaction.request().callId(), localTag);
    this.transaction = transaction;
    this.invite = transaction.request();
    this.early = Dialog.ofCallee(invite, localTag);
    this.alarm = agent.engine().alarm(this::timePassed);
    this.state = new UasInvitation.Alerting(expiry(invite, now));
    agent.engine().set(alarm, UasInvitation.deadline(state));
  }

  /** RFC 3261 §13.3.1 step 1; who waits longer than a day waits for ever. */
  private static long expiry(SipRequest invite, long now) {
    String expires = invite.headers().first(HeaderName.EXPIRES);
    long seconds = expires == null ? MOST_EXPIRES : RetryAfter.seconds(expires, MOST_EXPIRES);
    return seconds < MOST_EXPIRES ? now + TimeUnit.SECONDS.toNanos(seconds) : Timers.NEVER;
  }

  private void timePassed(long now) {
    on(new UasInvitation.TimePassed(plain(invite(), Status.REQUEST_TERMINATED)), now);
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
    on(new UasInvitation.Respond(answer(status, body)), now);
  }

  /** Answers the call. */
  public void answer(Body answer, long now) {
    on(new UasInvitation.Respond(answer(Status.OK, answer)), now);
  }

  /**
   * Answers the call.
   *
   * @param features what our Contact is to say of us (RFC 3840 §9), such as {@code ;automata}
   */
  public void answer(Body answer, String features, long now) {
    SipResponse ok = answer(Status.OK, answer);
    String contact = ok.headers().first(HeaderName.CONTACT) + features;
    on(
        new UasInvitation.Respond(
            ok.withHeaders(ok.headers().edit().set(HeaderName.CONTACT, contact).build())),
        now);
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
    on(new UasInvitation.Respond(plain(invite(), status)), now);
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
    on(new UasInvitation.Cancelled(cause, plain(invite(), Status.REQUEST_TERMINATED)), now);
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

  private void on(UasInvitation.Event event, long now) {
    Step<UasInvitation.State, UasInvitation.Action> step = UasInvitation.on(state, event, now);
    state = step.next();
    agent.engine().set(alarm, UasInvitation.deadline(state));
    for (UasInvitation.Action action : step.actions()) {
      switch (action) {
        case UasInvitation.Send s -> agent.engine().respond(transaction, s.response(), now);
        case UasInvitation.Begin b -> {
          Session.State begun =
              Session.ofCallee(early, b.ok(), now, agent.engine().timers(transaction.flow()));
          begin(begun, transaction, now);
        }
        case UasInvitation.TellEnded t -> {
          boolean closed = agent.forget(this);
          handler.onEnded(this, t.end(), now);
          if (closed) {
            handler.onClosed(this);
          }
        }
      }
    }
  }
}
