// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

import java.util.List;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.transaction.Action;
import net.ringpost.sip.transaction.Timers;
import org.jspecify.annotations.Nullable;

/** A request that has been sent; the handle by which {@link Engine#cancel} knows it. */
public abstract sealed class ClientTransaction extends QueuedTimer
    permits InviteClientTransaction, NonInviteClientTransaction {
  final Engine engine;
  final TransactionKey key;
  final Timers timers;
  private final boolean ours;
  private ResponseHandler handler;
  private @Nullable SipRequest request;
  private final Flow flow;
  private @Nullable AmplificationLimit allowance;

  ClientTransaction(
      Engine engine, TransactionKey key, SipRequest request, Flow flow, ResponseHandler handler) {
    this.engine = engine;
    this.key = key;
    this.request = request;
    this.flow = flow;
    this.handler = handler;
    this.timers = engine.timers(flow);
    this.ours = request.headers().count(HeaderName.VIA) == 1 && request.vias().size() == 1;
  }

  /** Whether the request began here: no Via but ours. */
  final boolean isOurs() {
    return ours;
  }

  /**
   * The request as sent, with our Via.
   *
   * @throws IllegalStateException after {@link #forgetRequest}
   */
  public SipRequest request() {
    SipRequest r = request;
    if (r == null) {
      throw new IllegalStateException("forgotten");
    }
    return r;
  }

  /**
   * Lets go of the request, once it has its final response: an INVITE's transaction lingers for
   * half a minute, many thousands of them on a busy server.
   */
  public void forgetRequest() {
    request = null;
  }

  /** Tells another from now on, who may need to keep less in mind. */
  public void handOver(ResponseHandler next) {
    handler = next;
  }

  final ResponseHandler handler() {
    return handler;
  }

  /** Where it was sent. */
  public Flow flow() {
    return flow;
  }

  /** Counts what is sent to what may be sent because of another request; null: no limit. */
  final void limit(@Nullable AmplificationLimit to) {
    allowance = to;
  }

  final boolean allows(SipMessage message) {
    AmplificationLimit a = allowance;
    return a == null || a.allowsRequest(message);
  }

  @Override
  final void onDue(long now) {
    engine.perform(this, timePassed(now), now);
  }

  abstract List<Action> start(long now);

  abstract List<Action> received(SipResponse response, long now);

  abstract List<Action> timePassed(long now);

  abstract List<Action> flowFailed(String reason, long now);

  abstract long deadline();

  abstract boolean terminated();
}
