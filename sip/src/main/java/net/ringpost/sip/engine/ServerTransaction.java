// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

import java.util.List;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.transaction.Action;
import net.ringpost.sip.transaction.Timers;
import org.jspecify.annotations.Nullable;

/** A request that has come in; the handle by which {@link Engine#respond} knows it. */
public abstract sealed class ServerTransaction extends QueuedTimer
    permits InviteServerTransaction, NonInviteServerTransaction {
  final Engine engine;
  final TransactionKey key;
  final Timers timers;
  private @Nullable SipRequest request;
  private final Flow flow;
  private @Nullable AmplificationLimit allowance;

  ServerTransaction(Engine engine, TransactionKey key, SipRequest request, Flow flow) {
    this.engine = engine;
    this.key = key;
    this.request = request;
    this.flow = flow;
    this.timers = engine.timers(flow);
  }

  /**
   * The request as it was handed to the transaction user. It is forgotten with the final answer:
   * transactions linger for half a minute, many thousands of them on a busy server.
   *
   * @throws IllegalStateException after the final answer
   */
  public SipRequest request() {
    SipRequest r = request;
    if (r == null) {
      throw new IllegalStateException("answered already");
    }
    return r;
  }

  /** Where it came from, and where responses go. */
  public Flow flow() {
    return flow;
  }

  /** Whether the transaction user has given a final answer. */
  public boolean answered() {
    return request == null;
  }

  /** What may be sent because of it; null if its source is known, or as good as known. */
  final @Nullable AmplificationLimit allowance() {
    return allowance;
  }

  final void limit(@Nullable AmplificationLimit to) {
    allowance = to;
  }

  @Override
  final void onDue(long now) {
    engine.perform(this, timePassed(now), now);
  }

  final List<Action> respond(SipResponse response, long now) {
    if (response.status().isFinal()) {
      request = null;
    }
    return responded(response, now);
  }

  abstract List<Action> responded(SipResponse response, long now);

  abstract List<Action> repeated(long now);

  abstract List<Action> timePassed(long now);

  /** Tells it that its repetitions are kept elsewhere; nothing is to be done for that. */
  abstract void takenOver(long now);

  abstract long deadline();

  abstract boolean terminated();
}
