// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

import java.util.List;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import net.ringpost.sip.message.HeaderField;
import net.ringpost.sip.message.MalformedException;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.message.Via;
import net.ringpost.sip.transaction.Action;
import net.ringpost.sip.transaction.HopRequests;
import net.ringpost.sip.transaction.NonInviteServer;
import net.ringpost.sip.transaction.Timers;
import org.jspecify.annotations.Nullable;

/**
 * The transaction layer of a SIP element (RFC 3261 §17 and §18, RFC 6026, RFC 3581), for one event
 * loop: no method may be called from two threads at once.
 *
 * <p>Every {@code now} is on the scale of {@link System#nanoTime()} and must not run backwards. The
 * rule of the house: one event in, all its actions done, then the next. What is called from within
 * a callback waits until the callback's event is done.
 */
public final class Engine {
  private final Transport wire;
  private final TransactionUser user;
  private final Timers timersOnUdp;
  private final Timers timersOnStreams;
  private final Identifiers ids;
  private final TimerQueue deadlines = new TimerQueue();
  private final Transactions transactions = new Transactions();
  private final CompletedTransactions done;
  private final RunToCompletion turns = new RunToCompletion();

  /**
   * @param user makes the transaction user, which may keep the engine but not call it yet
   * @param random for branches, tags and Call-IDs; must be hard to guess outside tests
   * @param timers for an unreliable transport
   */
  public Engine(
      Transport wire,
      Function<Engine, TransactionUser> user,
      RandomGenerator random,
      Timers timers) {
    this.wire = wire;
    this.timersOnUdp = timers.over(false);
    this.timersOnStreams = timers.over(true);
    this.ids = new Identifiers(random);
    this.done = new CompletedTransactions(deadlines);
    this.user = user.apply(this);
  }

  /** Makes branches, tags and Call-IDs. */
  public Identifiers ids() {
    return ids;
  }

  /** The timer values for this flow. */
  public Timers timers(Flow flow) {
    return flow.protocol().reliable() ? timersOnStreams : timersOnUdp;
  }

  /** What is alive now. */
  public EngineCounts counts() {
    return transactions.counts(done.size(), deadlines.size());
  }

  /** When {@link #tick} is due; {@link Timers#NEVER} if nothing waits. */
  public long deadline() {
    return deadlines.next();
  }

  /** Does what is due. */
  public void tick(long now) {
    turns.take(
        () -> {
          // At most once each: a machine that wants to be woken in the past must not hold the loop.
          int most = deadlines.size();
          for (int i = 0; i < most; i++) {
            QueuedTimer t = deadlines.poll(now);
            if (t == null) {
              return;
            }
            t.onDue(now);
          }
        });
  }

  /**
   * A message that passed {@code MessageCheck} has come. If a header that is not checked there
   * turns out to be malformed, a request is answered 400, a final response counts as none, and
   * anything else is dropped.
   */
  public void receive(SipMessage message, Flow from, long now) {
    turns.take(
        () -> {
          try {
            switch (message) {
              case SipRequest r -> request(r, from, now);
              case SipResponse r -> response(r, from, now);
            }
          } catch (MalformedException e) {
            // Nobody is waiting for it: dropped.
          }
        });
  }

  /**
   * To be asked in overload before a request is checked: whether it was refused, and is not to be
   * given to {@link #receive}; see {@link TransactionUser#turnsAway}.
   */
  public boolean turnedAway(SipRequest unchecked, Flow from) {
    try {
      return user.turnsAway(unchecked, from);
    } catch (MalformedException e) {
      return false;
    }
  }

  /**
   * Whether the request begins something: no transaction for it exists, or did so lately.
   *
   * @throws MalformedException if it has no Via or CSeq that can be read
   */
  public boolean isNew(SipRequest request) {
    TransactionKey key = TransactionKey.ofServer(request, request.topVia());
    return transactions.server(key) == null && !done.contains(key);
  }

  /** A flow broke, or could not be opened: tells all that wait for something over it. */
  public void flowFailed(Flow flow, String reason, long now) {
    turns.take(
        () -> {
          for (ClientTransaction t : transactions.clientsOver(flow)) {
            perform(t, t.flowFailed(reason, now), now);
          }
          user.onFlowFailed(flow, now);
        });
  }

  /** One message could not be sent (such as by an ICMP error); cheap with many transactions. */
  public void sendFailed(SipMessage message, Flow to, String reason, long now) {
    if (message instanceof SipRequest request) {
      turns.take(
          () -> {
            Via top = request.topVia();
            ClientTransaction t = transactions.client(TransactionKey.ofClient(request, top));
            if (t != null) {
              perform(t, t.flowFailed(reason, now), now);
            }
          });
    }
  }

  /** Answers; after a final answer only further 2xx to an INVITE are sent (RFC 6026 §7.1). */
  public void respond(ServerTransaction transaction, SipResponse response, long now) {
    turns.take(() -> perform(transaction, transaction.respond(response, now), now));
  }

  /**
   * Sends a request, other than ACK and CANCEL, with our Via and a fresh branch on top.
   *
   * @return the transaction, whose {@link ClientTransaction#request} is what is sent
   */
  public ClientTransaction request(SipRequest request, Flow to, ResponseHandler handler, long now) {
    return request(request, to, "", handler, now);
  }

  /**
   * As {@link #request(SipRequest, Flow, ResponseHandler, long)}, with a text at the branch's end,
   * by which a proxy knows its own Via again (RFC 3261 §16.6 step 8); letters, digits and hyphens.
   */
  public ClientTransaction request(
      SipRequest request, Flow to, String branchEnd, ResponseHandler handler, long now) {
    return request(request, to, branchEnd, null, handler, now);
  }

  private ClientTransaction request(
      SipRequest request,
      Flow to,
      String branchEnd,
      @Nullable AmplificationLimit limit,
      ResponseHandler handler,
      long now) {
    SipRequest sent = stamped(request, to, branchEnd);
    TransactionKey key = TransactionKey.ofClient(sent, sent.topVia());
    ClientTransaction t =
        sent.method().equals(Method.INVITE)
            ? new InviteClientTransaction(this, key, sent, to, handler)
            : new NonInviteClientTransaction(this, key, sent, to, handler);
    t.limit(limit);
    turns.take(() -> begin(t, now));
    return t;
  }

  /**
   * As {@link #request(SipRequest, Flow, ResponseHandler, long)}, for a request that goes to whom
   * another came from: while that one's source may be forged ({@link TransactionUser#doubts}), what
   * is sent of both together is limited.
   */
  public ClientTransaction requestBack(
      SipRequest request, ServerTransaction to, ResponseHandler handler, long now) {
    return request(request, to.flow(), "", to.allowance(), handler, now);
  }

  /**
   * The source of the request is its sender's address: it has sent us something that only who
   * receives there can know. What is sent because of it is limited no more.
   */
  public void proved(ServerTransaction transaction) {
    transaction.limit(null);
  }

  /** Whether what is sent because of the request is limited, as its source may be forged. */
  public boolean doubted(ServerTransaction transaction) {
    return transaction.allowance() != null;
  }

  /**
   * Cancels an INVITE as soon as it has been answered provisionally (RFC 3261 §9.1). Does nothing
   * to one that has its final response, nor to other requests. The handler is still told the
   * outcome: 487, or another final response that went first, or the timeout.
   *
   * @param extra further headers for the CANCEL, such as Reason
   */
  public void cancel(ClientTransaction transaction, List<HeaderField> extra, long now) {
    if (transaction instanceof InviteClientTransaction invite) {
      turns.take(
          () -> {
            SipRequest cancel = HopRequests.cancel(invite.request(), extra);
            perform(invite, invite.cancel(cancel, now), now);
          });
    }
  }

  /**
   * For a proxy, once an INVITE has been accepted and all that can still come are further 2xx: lets
   * go of the transactions. Repetitions are absorbed as before, and each further 2xx is given to
   * {@link TransactionUser#onLateSuccess} (RFC 6026 §7.2). Nothing is let go of while the INVITE's
   * source may be forged: what is sent there must be counted.
   */
  public void linger(ServerTransaction transaction, List<ClientTransaction> branches, long now) {
    if (transaction.allowance() != null) {
      return;
    }
    turns.take(
        () -> {
          if (done.keepAccepted(transaction)) {
            transaction.takenOver(now);
            perform(transaction, List.of(), now);
          }
          for (ClientTransaction b : branches) {
            if (b instanceof InviteClientTransaction out
                && done.keepAccepted(out, transaction.flow())) {
              out.takenOver(now);
              perform(out, List.of(), now);
            }
          }
        });
  }

  /** The request with our Via on top, for {@link #sendStateless}: the ACK for a 2xx. */
  public SipRequest stamped(SipRequest request, Flow to) {
    return stamped(request, to, "");
  }

  private SipRequest stamped(SipRequest request, Flow to, String branchEnd) {
    var by = wire.sentBy(to);
    // A name that needs no look-up stays a name: operators give names to be seen by.
    String host = by.isUnresolved() ? by.getHostString() : ReceivedParameter.text(by.getAddress());
    Via via = Via.of(to.protocol(), host, by.getPort(), ids.branch() + branchEnd);
    // RFC 3581 §3: rport without a value asks for a symmetric response.
    HeaderField top = HeaderField.of(via.withParam("rport", null));
    return request.withHeaders(request.headers().edit().prepend(top).build());
  }

  /** Sends a message outside any transaction, as it is. */
  public void sendStateless(SipMessage message, Flow to) {
    turns.take(() -> wire.send(message, to));
  }

  /** An alarm that is not set yet; {@code action} is given the time at which it rings. */
  public Timer alarm(LongConsumer action) {
    return new Timer(action);
  }

  /** Sets the alarm, or with {@link Timers#NEVER} unsets it. */
  public void set(Timer alarm, long due) {
    deadlines.set(alarm, due);
  }

  private void begin(ClientTransaction t, long now) {
    transactions.add(t);
    perform(t, t.start(now), now);
  }

  private void request(SipRequest received, Flow from, long now) {
    Via top = received.topVia();
    TransactionKey key = TransactionKey.ofServer(received, top);
    ServerTransaction known = transactions.server(key);
    if (received.method().equals(Method.ACK)) {
      ack(received, top, known, from, now);
    } else if (known != null) {
      AmplificationLimit limit = known.allowance();
      if (limit != null) {
        limit.received(received);
      }
      perform(known, known.repeated(now), now);
    } else if (!repeatedAnswer(key, from, now)) {
      fresh(received, ReceivedParameter.noted(received, top, from.remote()), key, from, now);
    }
  }

  /**
   * Whether it has its final answer, which goes once more to where this came from if we gave it.
   */
  private boolean repeatedAnswer(TransactionKey key, Flow from, long now) {
    if (key.method().equals(Method.INVITE)) {
      // The 2xx is repeated by the terminal that gave it, and a refusal has been heard.
      return done.contains(key);
    }
    SipResponse kept = done.answer(key);
    if (kept == null) {
      return false;
    }
    var known = new NonInviteServer.Completed(kept, Timers.NEVER);
    send(
        NonInviteServer.on(known, new NonInviteServer.Repeated(), now, timers(from)).actions(),
        from);
    return true;
  }

  private void ack(
      SipRequest received, Via top, @Nullable ServerTransaction known, Flow from, long now) {
    if (known instanceof InviteServerTransaction invite && invite.absorbsAck()) {
      perform(invite, invite.acknowledged(now), now);
    } else if (!done.refused(TransactionKey.ofServer(received, top))) {
      user.onAck(ReceivedParameter.noted(received, top, from.remote()), from, now);
    }
  }

  private void fresh(
      SipRequest received, SipRequest request, TransactionKey key, Flow from, long now) {
    if (request.method().equals(Method.CANCEL)) {
      cancelled(received, request, key, from, now);
      return;
    }
    RequestHandler handler = user.handler(request, from, now);
    if (handler != null) {
      ServerTransaction t =
          request.method().equals(Method.INVITE)
              ? new InviteServerTransaction(this, key, request, from, now)
              : new NonInviteServerTransaction(this, key, request, from, now);
      if (!from.protocol().reliable() && user.doubts(request, from)) {
        t.limit(new AmplificationLimit(received));
      }
      transactions.add(t);
      deadlines.set(t, t.deadline());
      deliver(t, handler, request, now);
    }
  }

  /** Header values are read when they are needed: a malformed one may show only now. */
  private void deliver(ServerTransaction t, RequestHandler handler, SipRequest request, long now) {
    try {
      handler.onRequest(t, request, now);
    } catch (MalformedException e) {
      if (!t.answered()) {
        String reason = "Bad " + e.header();
        String tag = ids.statelessTag(request);
        SipResponse bad = SipResponse.to(request, Status.BAD_REQUEST, reason, tag);
        perform(t, t.respond(bad, now), now);
      }
    }
  }

  /** RFC 3261 §9.2 and §16.10: CANCEL is answered hop by hop, at once. */
  private void cancelled(
      SipRequest received, SipRequest cancel, TransactionKey key, Flow from, long now) {
    ServerTransaction own = new NonInviteServerTransaction(this, key, cancel, from, now);
    Via top = received.topVia();
    transactions.add(own);
    TransactionKey inviteKey = TransactionKey.ofServer(cancel, top, Method.INVITE);
    ServerTransaction invite = transactions.server(inviteKey);
    String tag = invite instanceof InviteServerTransaction in ? in.toTag() : done.tag(inviteKey);
    // RFC 3261 §9.2: the tag is the same as in the answers to the INVITE.
    SipResponse answer =
        invite == null && tag == null
            ? SipResponse.to(cancel, Status.CALL_DOES_NOT_EXIST, null, ids.statelessTag(cancel))
            : SipResponse.to(cancel, Status.OK, null, tag(tag, cancel));
    perform(own, own.respond(answer, now), now);
    if (invite != null && !invite.answered()) {
      user.onCancel(invite, cancel, now);
    }
  }

  private String tag(@Nullable String given, SipRequest cancel) {
    return given == null || given.isEmpty() ? ids.statelessTag(cancel) : given;
  }

  private void response(SipResponse response, Flow from, long now) {
    Via top = response.topVia();
    TransactionKey key = TransactionKey.ofClient(response, top);
    ClientTransaction t = transactions.client(key);
    Flow upstream = t == null ? done.upstream(key) : null;
    if (t != null && t.isOurs() && response.vias().size() > 1) {
      // RFC 3261 §8.1.3.3: it was led astray.
      return;
    }
    if (t != null) {
      perform(t, t.received(response, now), now);
    } else if (upstream == null) {
      user.onStrayResponse(response, from, now);
    } else if (response.status().isSuccess()) {
      user.onLateSuccess(response, upstream);
    }
  }

  void perform(ClientTransaction t, List<Action> actions, long now) {
    deadlines.set(t, t.deadline());
    if (t.terminated()) {
      transactions.remove(t);
    }
    // By index: an iterator over several kinds of lists is a megamorphic call site.
    for (int i = 0; i < actions.size(); i++) {
      Action a = actions.get(i);
      switch (a) {
        case Action.Send send -> {
          if (t.allows(send.message())) {
            wire.send(send.message(), t.flow());
          }
        }
        case Action.Deliver d -> deliver(t.handler(), d.response(), now);
        case Action.ReportTimeout r -> t.handler().onTimeout(now);
        case Action.ReportUnreachable r -> t.handler().onUnreachable(r.reason(), now);
        case Action.StartCancel c -> {
          TransactionKey key = new TransactionKey(t.key.branch(), Method.CANCEL);
          begin(
              new NonInviteClientTransaction(
                  this, key, c.cancel(), t.flow(), IgnoredResponse.INSTANCE),
              now);
        }
      }
    }
  }

  private static void deliver(ResponseHandler handler, SipResponse response, long now) {
    try {
      handler.onResponse(response, now);
    } catch (MalformedException e) {
      if (response.status().isFinal()) {
        handler.onUnreachable("the answer is malformed: " + e.getMessage(), now);
      }
    }
  }

  void perform(ServerTransaction t, List<Action> actions, long now) {
    if (done.keepDone(t)) {
      t.takenOver(now);
    }
    deadlines.set(t, t.deadline());
    if (t.terminated()) {
      transactions.remove(t);
    }
    AmplificationLimit limit = t.allowance();
    if (limit == null) {
      send(actions, t.flow());
    } else {
      send(actions, t.flow(), limit);
    }
  }

  private void send(List<Action> actions, Flow to, AmplificationLimit limit) {
    for (Action a : actions) {
      if (a instanceof Action.Send send
          && send.message() instanceof SipResponse response
          && limit.allowsResponse(response)) {
        wire.send(response, to);
      }
    }
  }

  private void send(List<Action> actions, Flow to) {
    for (int i = 0; i < actions.size(); i++) {
      Action a = actions.get(i);
      if (a instanceof Action.Send send) {
        wire.send(send.message(), to);
      }
    }
  }
}
