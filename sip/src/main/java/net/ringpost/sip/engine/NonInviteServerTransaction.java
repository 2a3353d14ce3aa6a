// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

import java.util.List;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.transaction.Action;
import net.ringpost.sip.transaction.NonInviteServer;
import net.ringpost.sip.transaction.Step;

/** Holds the state of a non-INVITE server transaction. */
final class NonInviteServerTransaction extends ServerTransaction {
  private NonInviteServer.State state;

  NonInviteServerTransaction(
      Engine engine, TransactionKey key, SipRequest request, Flow flow, long now) {
    super(engine, key, request, flow);
    state = NonInviteServer.start(now, engine.timers(flow));
  }

  private List<Action> on(NonInviteServer.Event event, long now) {
    Step<NonInviteServer.State, Action> step = NonInviteServer.on(state, event, now, timers);
    state = step.next();
    return step.actions();
  }

  NonInviteServer.State state() {
    return state;
  }

  @Override
  List<Action> responded(SipResponse response, long now) {
    return on(new NonInviteServer.Respond(response), now);
  }

  @Override
  List<Action> repeated(long now) {
    return on(new NonInviteServer.Repeated(), now);
  }

  @Override
  List<Action> timePassed(long now) {
    return on(new NonInviteServer.TimePassed(), now);
  }

  @Override
  void takenOver(long now) {
    state = NonInviteServer.on(state, new NonInviteServer.TakenOver(), now, timers).next();
  }

  @Override
  long deadline() {
    return NonInviteServer.deadline(state);
  }

  @Override
  boolean terminated() {
    return state instanceof NonInviteServer.Terminated;
  }
}
