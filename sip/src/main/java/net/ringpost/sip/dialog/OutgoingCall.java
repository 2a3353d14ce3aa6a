// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import net.ringpost.sip.engine.ServerTransaction;
import net.ringpost.sip.message.NameAddr;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Status;
import org.jspecify.annotations.Nullable;

/** A call that we made: drives {@link Inviting}, then the session. */
public final class OutgoingCall extends Call implements Exchange.Owner {
  private final NameAddr remote;
  private Inviting.State state;
  private @Nullable Exchange exchange;

  OutgoingCall(UserAgent agent, CallHandler handler, SipRequest invite, String localTag) {
    super(agent, handler, invite.callId(), localTag);
    this.remote = invite.to();
    this.state = new Inviting.Calling(invite);
  }

  @Override
  public NameAddr remote() {
    return remote;
  }

  void start(SipRequest invite, long now) {
    exchange = Exchange.start(agent, invite, this, now);
  }

  @Override
  void abandon(long now) {
    on(new Inviting.HangUp(), now);
  }

  @Override
  public void onResponse(SipResponse response, long now) {
    on(new Inviting.Received(response), now);
  }

  @Override
  public void onTimeout(long now) {
    on(new Inviting.TimedOut(), now);
  }

  @Override
  public void onUnreachable(String reason, long now) {
    on(new Inviting.Unreachable(reason), now);
  }

  @Override
  public void onResent(SipRequest request, long now) {
    on(new Inviting.Resent(request), now);
  }

  @Override
  public boolean mayResend() {
    return state instanceof Inviting.Calling;
  }

  /** RFC 3261 §15.1.2: before the answer only a BYE could come, and it would be wrong. */
  @Override
  void onEarlyRequest(ServerTransaction transaction, SipRequest request, long now) {
    agent.engine().respond(transaction, plain(request, Status.CALL_DOES_NOT_EXIST), now);
  }

  private void on(Inviting.Event event, long now) {
    Inviting.Step step = Inviting.on(state, event);
    state = step.next();
    for (Inviting.Action action : step.actions()) {
      perform(action, now);
    }
  }

  private void perform(Inviting.Action action, long now) {
    Exchange e = exchange;
    switch (action) {
      case Inviting.Cancel c -> {
        if (e != null) {
          e.cancel(now);
        }
      }
      case Inviting.Acknowledge a -> agent.acknowledge(a.dialog(), inviteNumber(), now);
      case Inviting.Bye b -> agent.bye(b.dialog().advanced(), now);
      case Inviting.TellProgress p -> handler.onProgress(this, p.response(), now);
      case Inviting.TellAnswered a -> {
        begin(Session.ofCaller(a.dialog()), null, now);
        handler.onAnswered(this, a.response(), now);
      }
      case Inviting.TellEnded t -> {
        agent.forget(this);
        handler.onEnded(this, t.end(), now);
      }
    }
  }

  private long inviteNumber() {
    Exchange e = exchange;
    return e == null ? 1 : e.request().cseq().number();
  }
}
