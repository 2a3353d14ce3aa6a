// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.proxy;

import java.util.IdentityHashMap;
import java.util.List;
import net.ringpost.sip.engine.Engine;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.engine.ServerTransaction;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.transaction.Timers;

/** Sends requests on and their responses back, statefully (RFC 3261 §16). */
public final class ForkingProxy {
  private final Engine engine;
  private final IdentityHashMap<ServerTransaction, Fork> forks = new IdentityHashMap<>();

  /** A proxy over this engine, on its event loop. */
  public ForkingProxy(Engine engine) {
    this.engine = engine;
  }

  /** How many forked requests have no final answer yet. */
  public int pending() {
    return forks.size();
  }

  /**
   * Sends the request on to all targets at once, and forwards what they answer (§16.6, §16.7).
   *
   * @param targets at least one
   */
  public void forward(
      ServerTransaction transaction, List<Target> targets, ForkListener listener, long now) {
    forward(transaction, targets, listener, Timers.NEVER, now);
  }

  /**
   * As {@link #forward(ServerTransaction, List, ForkListener, long)}, with a time after which no
   * answer is waited for.
   *
   * @param waitUntil on the scale of {@code now}; {@link Timers#NEVER} for as long as it takes
   */
  public void forward(
      ServerTransaction transaction,
      List<Target> targets,
      ForkListener listener,
      long waitUntil,
      long now) {
    if (targets.isEmpty()) {
      throw new IllegalArgumentException("no target");
    }
    Fork fork = new Fork(this, engine, transaction, listener);
    forks.put(transaction, fork);
    fork.waitUntil(waitUntil);
    fork.start(targets, now);
  }

  /**
   * The caller cancelled (§16.10); for {@link net.ringpost.sip.engine.TransactionUser#onCancel}.
   *
   * @param cancel the caller's, whose Reason goes along
   * @return false if this proxy has not forwarded the INVITE
   */
  public boolean cancel(ServerTransaction transaction, SipRequest cancel, long now) {
    Fork fork = forks.get(transaction);
    if (fork != null) {
      fork.cancelled(cancel, now);
    }
    return fork != null;
  }

  /**
   * A further 2xx to an INVITE that was forwarded and accepted (RFC 6026 §7.2); for {@link
   * net.ringpost.sip.engine.TransactionUser#onLateSuccess}.
   */
  public void forwardLate(SipResponse response, Flow upstream) {
    LateAnswers.relay(engine, response, upstream);
  }

  /** Sends the ACK for a 2xx on; nothing is awaited. */
  public void forwardAck(SipRequest ack, Flow to) {
    engine.sendStateless(engine.stamped(ack, to), to);
  }

  void done(ServerTransaction transaction) {
    forks.remove(transaction);
  }
}
