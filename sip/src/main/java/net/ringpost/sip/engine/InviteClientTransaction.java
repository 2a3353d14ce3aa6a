// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

import java.util.List;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.transaction.Action;
import net.ringpost.sip.transaction.InviteClient;
import net.ringpost.sip.transaction.Step;

/** Holds the state of an INVITE client transaction. */
final class InviteClientTransaction extends ClientTransaction {
  private InviteClient.State state = new InviteClient.Terminated();

  InviteClientTransaction(
      Engine engine, TransactionKey key, SipRequest request, Flow flow, ResponseHandler h) {
    super(engine, key, request, flow, h);
  }

  private List<Action> take(Step<InviteClient.State, Action> step) {
    state = step.next();
    return step.actions();
  }

  private List<Action> on(InviteClient.Event event, long now) {
    return take(InviteClient.on(state, event, now, timers));
  }

  @Override
  List<Action> start(long now) {
    return take(InviteClient.start(request(), now, timers));
  }

  List<Action> cancel(SipRequest cancel, long now) {
    return on(new InviteClient.CancelAsked(cancel), now);
  }

  /** Tells it that its repetitions are kept elsewhere; nothing is to be done for that. */
  void takenOver(long now) {
    state = InviteClient.on(state, new InviteClient.TakenOver(), now, timers).next();
  }

  InviteClient.State state() {
    return state;
  }

  @Override
  List<Action> received(SipResponse response, long now) {
    return on(new InviteClient.Received(response), now);
  }

  @Override
  List<Action> timePassed(long now) {
    return on(new InviteClient.TimePassed(), now);
  }

  @Override
  List<Action> flowFailed(String reason, long now) {
    return on(new InviteClient.FlowFailed(reason), now);
  }

  @Override
  long deadline() {
    return InviteClient.deadline(state);
  }

  @Override
  boolean terminated() {
    return state instanceof InviteClient.Terminated;
  }
}
