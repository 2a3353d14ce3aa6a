// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

import java.util.List;
import net.ringpost.sip.message.MalformedException;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.transaction.Action;
import net.ringpost.sip.transaction.InviteServer;
import net.ringpost.sip.transaction.Step;
import org.jspecify.annotations.Nullable;

/** Holds the state of an INVITE server transaction. */
final class InviteServerTransaction extends ServerTransaction {
  private InviteServer.State state;
  private @Nullable String toTag;

  InviteServerTransaction(
      Engine engine, TransactionKey key, SipRequest request, Flow flow, long now) {
    super(engine, key, request, flow);
    state = InviteServer.start(request, now);
  }

  private List<Action> on(InviteServer.Event event, long now) {
    Step<InviteServer.State, Action> step = InviteServer.on(state, event, now, timers);
    state = step.next();
    return step.actions();
  }

  /** The tag that the transaction user gave itself in its last answer, or null. */
  @Nullable String toTag() {
    return toTag;
  }

  /** Whether an ACK with this INVITE's branch is the transaction's own: its answer was no 2xx. */
  boolean absorbsAck() {
    return !(state instanceof InviteServer.Accepted);
  }

  InviteServer.State state() {
    return state;
  }

  List<Action> acknowledged(long now) {
    return on(new InviteServer.Acknowledged(), now);
  }

  @Override
  List<Action> responded(SipResponse response, long now) {
    if (state instanceof InviteServer.Received || state instanceof InviteServer.Proceeding) {
      toTag = tag(response);
    }
    return on(new InviteServer.Respond(response), now);
  }

  /** What a terminal wrote that cannot be read is sent on as it is all the same. */
  private static @Nullable String tag(SipResponse response) {
    try {
      return response.toTag();
    } catch (MalformedException e) {
      return null;
    }
  }

  @Override
  List<Action> repeated(long now) {
    return on(new InviteServer.Repeated(), now);
  }

  @Override
  List<Action> timePassed(long now) {
    return on(new InviteServer.TimePassed(), now);
  }

  @Override
  void takenOver(long now) {
    state = InviteServer.on(state, new InviteServer.TakenOver(), now, timers).next();
  }

  @Override
  long deadline() {
    return InviteServer.deadline(state);
  }

  @Override
  boolean terminated() {
    return state instanceof InviteServer.Terminated;
  }
}
