// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import java.util.List;
import java.util.function.ObjLongConsumer;
import net.ringpost.sip.engine.Engine;
import net.ringpost.sip.engine.ServerTransaction;
import net.ringpost.sip.engine.Timer;
import net.ringpost.sip.message.HeaderEditor;
import net.ringpost.sip.message.HeaderField;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.Reason;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.transaction.Step;
import org.jspecify.annotations.Nullable;

/** Drives the {@link Session} machine of one call. */
final class LiveSession {
  private final Call call;
  private final UserAgent agent;
  private final Engine engine;
  private final Timer alarm;
  private Session.State state;

  /** The last INVITE or UPDATE of the other side. */
  private @Nullable ServerTransaction offering;

  /** Our last re-INVITE. */
  private @Nullable AuthenticatedRequest reinvitation;

  /** The INVITE of the other side that was answered last, whose 2xx may have to be repeated. */
  private @Nullable ServerTransaction answered;

  LiveSession(Call call, Session.State state, @Nullable ServerTransaction invite, long now) {
    this.call = call;
    this.agent = call.agent;
    this.engine = call.agent.engine();
    this.state = state;
    this.offering = invite;
    this.answered = invite;
    this.alarm = engine.alarm(t -> on(new Session.TimePassed(), t));
    engine.set(alarm, Session.deadline(state));
  }

  Dialog dialog() {
    return state.dialog();
  }

  /** Something has come with our tag, which nobody can guess who does not receive our answers. */
  private void proved() {
    ServerTransaction invite = answered;
    if (invite != null) {
      engine.proved(invite);
    }
  }

  void on(Session.Event event, long now) {
    if (event instanceof Session.GotAck) {
      proved();
    }
    ServerTransaction o = offering;
    Step<Session.State, SessionAction> step =
        Session.on(state, event, now, o == null ? agent.timers() : engine.timers(o.flow()));
    state = step.next();
    engine.set(alarm, Session.deadline(state));
    boolean closed = state instanceof Session.Closed && agent.forget(call);
    for (SessionAction action : step.actions()) {
      perform(action, now);
    }
    if (closed) {
      call.handler.onClosed(call);
    }
  }

  private void perform(SessionAction action, long now) {
    switch (action) {
      case SessionAction.RepeatOk a -> respond(answered, a.ok(), now);
      case SessionAction.Respond a -> {
        answered = offering;
        respond(answered, a.response(), now);
      }
      case SessionAction.RefuseNew a -> refuse(a.status(), now);
      case SessionAction.RefusePending a -> refuse(a.status(), now);
      case SessionAction.SendBye a -> hangUp(bye(a), now);
      case SessionAction.SendReinvite a -> reinvite(a, now);
      case SessionAction.Acknowledge a -> {
        AuthenticatedRequest e = reinvitation;
        SipRequest invite = e == null ? null : e.request();
        agent.acknowledge(a.dialog(), a.number(), invite, now);
      }
      case SessionAction.TellConfirmed a -> call.handler.onAnswered(call, a.ack(), now);
      case SessionAction.TellChanged a -> call.handler.onChanged(call, a.ack(), now);
      case SessionAction.TellOffer a -> call.handler.onOffer(call, a.request(), now);
      case SessionAction.TellReinvited a -> call.handler.onReinvited(call, a.ok(), now);
      case SessionAction.TellReinviteLater a -> call.handler.onReinviteLater(call, now);
      case SessionAction.TellReinviteFailed a ->
          call.handler.onReinviteFailed(call, a.status(), now);
      case SessionAction.TellEnded a -> call.handler.onEnded(call, a.end(), now);
    }
  }

  private void hangUp(SipRequest bye, long now) {
    ServerTransaction invite = answered;
    if (invite != null && engine.doubted(invite)) {
      AuthenticatedRequest.startBack(agent, bye, invite, new Farewell(), now);
    } else {
      AuthenticatedRequest.start(agent, bye, new Farewell(), now);
    }
  }

  private SipRequest bye(SessionAction.SendBye a) {
    SipRequest bye = a.dialog().request(Method.BYE);
    Reason why = a.why();
    if (why != null) {
      bye = bye.withHeaders(bye.headers().edit().append(HeaderName.REASON, why.toString()).build());
    }
    return agent.signed(bye);
  }

  private void respond(@Nullable ServerTransaction t, SipResponse response, long now) {
    if (t != null) {
      engine.respond(t, response, now);
    }
  }

  private void refuse(Status status, long now) {
    ServerTransaction t = offering;
    if (t != null) {
      respond(t, refusal(t.request(), status), now);
    }
  }

  private SipResponse refusal(SipRequest request, Status status) {
    return status == Status.SERVER_INTERNAL_ERROR
        ? call.later(request)
        : call.plain(request, status);
  }

  void answerOffer(Status status, Body body, long now) {
    ServerTransaction t = offering;
    if (t != null && state instanceof Session.Offered) {
      SipResponse response =
          status.isSuccess()
              ? Requests.inDialog(
                  t.request(), status, null, agent.paths().contact(t.flow()), agent.allow(), body)
              : call.plain(t.request(), status);
      on(new Session.AnswerOffer(response), now);
    }
  }

  /** A request of the other side in the dialog. */
  void onRequest(ServerTransaction t, SipRequest request, long now) {
    Method method = request.method();
    proved();
    if (!dialog().inOrder(request)) {
      // RFC 3261 §12.2.2.
      engine.respond(t, call.plain(request, Status.SERVER_INTERNAL_ERROR), now);
    } else if (method.equals(Method.BYE)) {
      ObjLongConsumer<List<HeaderField>> answer = (fields, at) -> answerBye(t, request, fields, at);
      if (!call.handler.onBye(call, answer, now)) {
        answer.accept(List.of(), now);
      }
      on(new Session.GotBye(request), now);
    } else if (method.equals(Method.INVITE) || method.equals(Method.UPDATE)) {
      change(t, request, now);
    } else {
      on(new Session.GotOther(request, false), now);
      if (method.equals(Method.OPTIONS)) {
        // RFC 3261 §11.2: as outside of dialogs.
        agent.respond(t, Status.OK, Body.NONE, now);
      } else {
        agent.handOver(t, request, now);
      }
    }
  }

  private void change(ServerTransaction t, SipRequest request, long now) {
    if (agent.refusesBody(t, Body.SDP, now)) {
      on(new Session.GotOther(request, false), now);
    } else if (request.method().equals(Method.UPDATE) && Body.session(request).isEmpty()) {
      // RFC 3311 §5.1: about the dialog; an offer in the answer would be one that nobody answers.
      on(new Session.GotOther(request, true), now);
      engine.respond(t, call.refreshed(request, t.flow()), now);
    } else {
      offer(t, request, now);
    }
  }

  private void answerBye(ServerTransaction t, SipRequest bye, List<HeaderField> fields, long now) {
    SipResponse ok = call.plain(bye, Status.OK);
    HeaderEditor edit = ok.headers().edit();
    fields.forEach(edit::append);
    engine.respond(t, ok.withHeaders(edit.build()), now);
  }

  private void offer(ServerTransaction t, SipRequest request, long now) {
    if (state instanceof Session.Offered) {
      engine.respond(t, refusal(request, Status.SERVER_INTERNAL_ERROR), now);
      return;
    }
    offering = t;
    on(new Session.GotOffer(request), now);
  }

  private void reinvite(SessionAction.SendReinvite a, long now) {
    SipRequest request = agent.inviteIn(a.dialog(), a.offer());
    reinvitation = AuthenticatedRequest.start(agent, request, new Reinvitation(), now);
  }

  /** RFC 3261 §14.1: who made the Call-ID waits 2.1 to 4 s, the other up to 2 s, in 10 ms steps. */
  private long glareWait() {
    int steps =
        call instanceof OutgoingCall
            ? 210 + agent.random().nextInt(191)
            : agent.random().nextInt(201);
    return steps * 10_000_000L;
  }

  private final class Reinvitation implements AuthenticatedRequest.Owner {
    @Override
    public void onResponse(SipResponse response, long now) {
      if (response.status().isSuccess()) {
        on(new Session.Reinvited(response), now);
      } else if (response.status().isFinal()) {
        on(new Session.ReinviteRefused(response.status(), glareWait()), now);
      }
    }

    @Override
    public void onTimeout(long now) {
      on(new Session.ReinviteRefused(Status.REQUEST_TIMEOUT, 0), now);
    }

    @Override
    public void onUnreachable(String reason, long now) {
      on(new Session.ReinviteRefused(Status.SERVICE_UNAVAILABLE, 0), now);
    }

    @Override
    public void onResent(SipRequest request, long now) {
      on(new Session.Resent(request.cseq().number()), now);
    }
  }

  private final class Farewell implements AuthenticatedRequest.Owner {
    @Override
    public void onResponse(SipResponse response, long now) {
      if (response.status().isFinal()) {
        call.handler.onByeAnswered(call, response, now);
        on(new Session.ByeDone(), now);
      }
    }

    @Override
    public void onTimeout(long now) {
      on(new Session.ByeDone(), now);
    }

    @Override
    public void onUnreachable(String reason, long now) {
      on(new Session.ByeDone(), now);
    }

    @Override
    public void onResent(SipRequest request, long now) {
      on(new Session.Resent(request.cseq().number()), now);
    }
  }
}
