// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

import java.util.List;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.transaction.Action;
import net.ringpost.sip.transaction.NonInviteClient;
import net.ringpost.sip.transaction.Step;
import net.ringpost.sip.transaction.Timers;

/** Holds the state of a non-INVITE client transaction. */
final class NonInviteClientTransaction extends ClientTransaction {
  private NonInviteClient.State state = new NonInviteClient.Terminated();

  NonInviteClientTransaction(
      Engine engine, TransactionKey key, SipRequest request, Flow flow, ResponseHandler h) {
    super(engine, key, request, flow, h);
  }

  private List<Action> take(Step<NonInviteClient.State, Action> step) {
    state = step.next();
    return step.actions();
  }

  private List<Action> on(NonInviteClient.Event event, long now) {
    return take(NonInviteClient.on(state, event, now, timers));
  }

  @Override
  List<Action> start(long now) {
    return take(NonInviteClient.start(request(), now, timers));
  }

  @Override
  List<Action> received(SipResponse response, long now) {
    return on(new NonInviteClient.Received(response), now);
  }

  @Override
  List<Action> timePassed(long now) {
    return on(new NonInviteClient.TimePassed(), now);
  }

  @Override
  List<Action> flowFailed(String reason, long now) {
    return on(new NonInviteClient.FlowFailed(reason), now);
  }

  @Override
  long deadline() {
    return terminated() ? Timers.NEVER : NonInviteClient.deadline(state);
  }

  /**
   * DEVIATION RFC 3261 §17.1.2.2: for timer K's five seconds a repeated response is only absorbed.
   * As one that belongs to no transaction is dropped too, nothing need be kept for it: on a busy
   * server that would be most of what the garbage collector has to copy.
   */
  @Override
  boolean terminated() {
    return state instanceof NonInviteClient.Terminated
        || state instanceof NonInviteClient.Completed;
  }
}
