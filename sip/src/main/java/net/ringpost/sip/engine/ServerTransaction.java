// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

import java.util.List;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.transaction.Action;
import net.ringpost.sip.transaction.Timers;
import org.jspecify.annotations.Nullable;

/** A request that has come in; the handle by which {@link Engine#respond} knows it. */
public abstract sealed class ServerTransaction extends Timed permits InviteIn, NonInviteIn {
  final Engine engine;
  final TransactionKey key;
  final Timers timers;
  private final SipRequest request;
  private final Flow flow;
  private @Nullable SipResponse last;

  ServerTransaction(Engine engine, TransactionKey key, SipRequest request, Flow flow) {
    this.engine = engine;
    this.key = key;
    this.request = request;
    this.flow = flow;
    this.timers = engine.timers(flow);
  }

  /** The request as it was handed to the transaction user. */
  public SipRequest request() {
    return request;
  }

  /** Where it came from, and where responses go. */
  public Flow flow() {
    return flow;
  }

  /** Whether the transaction user has given a final answer. */
  public boolean answered() {
    SipResponse r = last;
    return r != null && r.status().isFinal();
  }

  /** The transaction user's last answer, or null. */
  public @Nullable SipResponse lastResponse() {
    return last;
  }

  @Override
  final void onDue(long now) {
    engine.perform(this, timePassed(now), now);
  }

  final List<Action> respond(SipResponse response, long now) {
    if (!answered()) {
      last = response;
    }
    return responded(response, now);
  }

  abstract List<Action> responded(SipResponse response, long now);

  abstract List<Action> repeated(long now);

  abstract List<Action> timePassed(long now);

  abstract long deadline();

  abstract boolean terminated();
}
