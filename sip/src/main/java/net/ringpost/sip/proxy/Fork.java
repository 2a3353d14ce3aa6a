// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.proxy;

import java.util.ArrayList;
import java.util.List;
import net.ringpost.sip.engine.ClientTransaction;
import net.ringpost.sip.engine.Engine;
import net.ringpost.sip.engine.ResponseHandler;
import net.ringpost.sip.engine.ServerTransaction;
import net.ringpost.sip.engine.Timer;
import net.ringpost.sip.message.HeaderField;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.Reason;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.transaction.Step;
import net.ringpost.sip.transaction.Timers;

/**
 * Drives the {@link ResponseContext} of one request.
 *
 * <p>DEVIATION RFC 3261 §16.6: all targets at once, whatever their {@code q}. A person who waits at
 * the second choice should not hear of it half a minute late.
 */
final class Fork {
  private static final List<HeaderField> ELSEWHERE = reason(200, "Call completed elsewhere");
  private static final List<HeaderField> DECLINED = reason(603, "Declined elsewhere");
  private static final List<HeaderField> TOO_LONG = reason(408, "Not answered in time");

  private final ForkingProxy proxy;
  private final Engine engine;
  private final ServerTransaction transaction;
  private final ForkListener listener;
  private final long timerC;
  private final Timer alarm;
  private final Timer noAnswer;
  private final List<ClientTransaction> branches = new ArrayList<>();
  private ResponseContext.State state = ResponseContext.start(0, 0, Timers.NEVER);
  private List<HeaderField> callersReasons = List.of();

  Fork(ForkingProxy proxy, Engine engine, ServerTransaction transaction, ForkListener listener) {
    this.proxy = proxy;
    this.engine = engine;
    this.transaction = transaction;
    this.listener = listener;
    boolean invite = transaction.request().method().equals(Method.INVITE);
    this.timerC = invite ? engine.timers(transaction.flow()).c() : Timers.NEVER;
    this.alarm = engine.alarm(t -> on(new ResponseContext.TimePassed(), t));
    this.noAnswer = engine.alarm(t -> on(new ResponseContext.NoAnswer(), t));
  }

  void start(List<Target> targets, long now) {
    // All branches exist before the first can fail.
    state = ResponseContext.start(targets.size(), now, timerC);
    engine.set(alarm, ResponseContext.deadline(state));
    for (Target t : targets) {
      send(t, now);
    }
  }

  /** Stops waiting for an answer at this time. */
  void waitUntil(long due) {
    engine.set(noAnswer, due);
  }

  void cancelled(SipRequest cancel, long now) {
    // RFC 3326 §2: a proxy copies the Reason of the CANCEL that it got into those that it sends.
    callersReasons = cancel.headers().all(HeaderName.REASON);
    on(new ResponseContext.CallerCancelled(), now);
  }

  private void send(Target target, long now) {
    int number = branches.size();
    branches.add(
        engine.request(
            target.request(), target.flow(), target.loopMark(), new BranchHandler(number), now));
  }

  private void on(ResponseContext.Event event, long now) {
    Step<ResponseContext.State, ResponseContext.Action> step =
        ResponseContext.on(state, event, now, timerC);
    state = step.next();
    engine.set(alarm, ResponseContext.deadline(state));
    for (ResponseContext.Action action : step.actions()) {
      switch (action) {
        case ResponseContext.Forward f -> forward(f.response(), now);
        case ResponseContext.Conclude c -> conclude(c.conclusion(), now);
        case ResponseContext.Cancel c ->
            engine.cancel(branches.get(c.branch()), reason(c.why()), now);
      }
    }
    // What goes to a source that may be forged must still be counted by its transaction.
    if (ResponseContext.onlyLateAnswers(state) && !engine.doubted(transaction)) {
      // Transactions linger for half a minute, many thousands of them; this need not linger too.
      ResponseHandler late = new LateAnswers(engine, transaction.flow());
      for (ClientTransaction b : branches) {
        b.handOver(late);
      }
      engine.linger(transaction, List.copyOf(branches), now);
    }
  }

  /** RFC 3326; a caller that gave up gives its own reasons, or none. */
  private List<HeaderField> reason(ResponseContext.Why why) {
    return switch (why) {
      case ANSWERED_ELSEWHERE -> ELSEWHERE;
      case DECLINED_ELSEWHERE -> declined();
      case TOOK_TOO_LONG -> TOO_LONG;
      case CALLER_GAVE_UP -> callersReasons;
    };
  }

  private static List<HeaderField> reason(int cause, String text) {
    return List.of(HeaderField.of(HeaderName.REASON, Reason.sip(cause, text).toString()));
  }

  /** RFC 3326 §2: the cause is the status that ended the call, which need not be 603. */
  private List<HeaderField> declined() {
    for (BranchEnd end : Branches.ends(state.branches())) {
      if (end instanceof BranchEnd.Answered a && a.code() >= 600 && a.code() != 603) {
        return reason(a.code(), a.response().reason());
      }
    }
    return DECLINED;
  }

  private void forward(SipResponse response, long now) {
    engine.respond(transaction, response.withoutTopVia(), now);
    if (response.status().isProvisional()) {
      listener.onProgress(response, now);
    } else {
      engine.set(noAnswer, Timers.NEVER);
      proxy.done(transaction);
      listener.onAccepted(response, now);
    }
  }

  private void conclude(FinalResponse conclusion, long now) {
    engine.set(noAnswer, Timers.NEVER);
    proxy.done(transaction);
    if (conclusion.status() != Status.REQUEST_TERMINATED && listener.retarget(conclusion, now)) {
      return;
    }
    // RFC 4320 §4.2: a 408 to another request than INVITE comes too late by definition.
    if (timerC != Timers.NEVER || conclusion.status() != Status.REQUEST_TIMEOUT) {
      engine.respond(transaction, told(conclusion), now);
    }
    listener.onConcluded(conclusion, now);
  }

  private SipResponse told(FinalResponse conclusion) {
    SipRequest request = transaction.request();
    return switch (conclusion) {
      case FinalResponse.Relay r -> r.response().withoutTopVia();
      case FinalResponse.Local l ->
          SipResponse.to(request, l.status(), null, engine.ids().statelessTag(request));
    };
  }

  private final class BranchHandler implements ResponseHandler {
    private final int number;

    BranchHandler(int number) {
      this.number = number;
    }

    @Override
    public void onResponse(SipResponse response, long now) {
      if (response.status().isFinal()) {
        branches.get(number).forgetRequest();
      }
      on(new ResponseContext.Received(number, response), now);
    }

    @Override
    public void onTimeout(long now) {
      on(new ResponseContext.TimedOut(number), now);
    }

    @Override
    public void onUnreachable(String reason, long now) {
      on(new ResponseContext.Unreachable(number), now);
    }
  }
}
