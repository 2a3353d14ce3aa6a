// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import java.util.random.RandomGenerator;
import net.ringpost.sip.engine.Engine;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.engine.ServerTransaction;
import net.ringpost.sip.engine.Transport;
import net.ringpost.sip.message.BodyHandling;
import net.ringpost.sip.message.HeaderEditor;
import net.ringpost.sip.message.HeaderField;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.message.Uri;
import net.ringpost.sip.transaction.Timers;
import org.jspecify.annotations.Nullable;

/**
 * A telephone's signalling (RFC 3261 §8, §12 to §15): calls out and in, registration, messages. On
 * one event loop with its engine; every {@code now} is on the scale of {@link System#nanoTime()}.
 * How many calls there may be at once, and what is done with them, is the handler's affair.
 */
public final class UserAgent {
  private final Identity identity;
  private final Paths paths;
  private final Authenticator authenticator;
  private final UserAgentHandler handler;
  private final String allow;
  private final RandomGenerator random;
  private final Timers timers;
  private final Engine engine;
  private final Map<String, Call> calls = new HashMap<>();
  private final IdentityHashMap<ServerTransaction, IncomingCall> incoming = new IdentityHashMap<>();

  /**
   * @param random for identifiers, waits and jitter; must be hard to guess outside tests
   * @param timers for an unreliable transport
   */
  public UserAgent(
      Identity identity,
      Paths paths,
      Authenticator authenticator,
      UserAgentHandler handler,
      Transport wire,
      RandomGenerator random,
      Timers timers) {
    this.identity = identity;
    this.paths = paths;
    this.authenticator = authenticator;
    this.handler = handler;
    this.allow = Requests.allow(handler.methods());
    this.random = random;
    this.timers = timers;
    this.engine = new Engine(wire, e -> new UasCore(this, e, handler), random, timers);
  }

  /**
   * A user agent upon an engine that somebody else makes; {@link #transactionUser} is what that
   * engine must be given.
   *
   * @param random for waits and jitter; must be hard to guess outside tests
   * @param timers those of the engine
   */
  public UserAgent(
      Identity identity,
      Paths paths,
      Authenticator authenticator,
      UserAgentHandler handler,
      Engine engine,
      RandomGenerator random,
      Timers timers) {
    this.identity = identity;
    this.paths = paths;
    this.authenticator = authenticator;
    this.handler = handler;
    this.allow = Requests.allow(handler.methods());
    this.random = random;
    this.timers = timers;
    this.engine = engine;
  }

  /** What an engine made elsewhere hands requests to; to be asked for once. */
  public UasCore transactionUser() {
    return new UasCore(this, engine, handler);
  }

  /** The engine, for the transport to drive. */
  public Engine engine() {
    return engine;
  }

  /** How many calls are not over, including those whose BYE is under way. */
  public int liveCalls() {
    return calls.size();
  }

  /** Whether a request, or an ACK, belongs to one of the calls. */
  public boolean has(SipRequest request) {
    return request.toTag() != null && find(request.callId(), request.toTag()) != null;
  }

  /** Whether an INVITE that came is one of the calls, answered or not. */
  public boolean has(ServerTransaction invite) {
    return find(invite) != null;
  }

  /** Who we are. */
  public Identity identity() {
    return identity;
  }

  Paths paths() {
    return paths;
  }

  Authenticator authenticator() {
    return authenticator;
  }

  RandomGenerator random() {
    return random;
  }

  Timers timers() {
    return timers;
  }

  /**
   * Calls somebody. What becomes of it is told to the handler, at the earliest before this returns.
   *
   * @param target whom: an address of record, or a terminal's address
   * @param offer the session description; may be none only if an answer to the other's offer is not
   *     needed
   * @param extra further headers
   */
  public OutgoingCall call(
      Uri target, Body offer, List<HeaderField> extra, CallHandler callHandler, long now) {
    String tag = engine.ids().tag();
    SipRequest plain = first(tag, Method.INVITE, target, engine.ids().callId());
    return begin(Requests.with(contacted(plain), extra, offer), tag, callHandler, now);
  }

  /**
   * Calls once more after a refusal, elsewhere or with another offer (RFC 3261 §8.1.3.4, §8.1.3.5):
   * with the same Call-ID, From and To and the next number.
   *
   * @param before which has failed
   */
  public OutgoingCall callAgain(
      OutgoingCall before, Uri target, Body offer, CallHandler callHandler, long now) {
    String tag = before.localTag();
    long number = before.number() + 1;
    SipRequest plain =
        Requests.first(identity, tag, Method.INVITE, target, before.callId(), number);
    HeaderEditor edit = plain.headers().edit().set(HeaderName.TO, before.remote().toString());
    SipRequest invite = Requests.with(contacted(plain.withHeaders(edit.build())), List.of(), offer);
    return begin(invite, tag, callHandler, now);
  }

  private OutgoingCall begin(SipRequest invite, String tag, CallHandler callHandler, long now) {
    OutgoingCall call = new OutgoingCall(this, callHandler, invite, tag);
    calls.put(key(call.callId(), tag), call);
    call.start(invite, now);
    return call;
  }

  /** Sends a text or other content (RFC 3428). */
  public void message(Uri target, Body body, ObjLongConsumer<RequestOutcome> whenDone, long now) {
    request(Method.MESSAGE, target, body, List.of(), whenDone, now);
  }

  /**
   * Sends any request outside a dialog, other than INVITE, and answers challenges.
   *
   * @param whenDone is given the outcome and the time
   */
  public void request(
      Method method,
      Uri target,
      Body body,
      List<HeaderField> extra,
      ObjLongConsumer<RequestOutcome> whenDone,
      long now) {
    SipRequest plain = first(engine.ids().tag(), method, target, engine.ids().callId());
    AuthenticatedRequest.start(
        this, Requests.with(plain, extra, body), new OneShotRequest(whenDone), now);
  }

  /** Answers a request that was handed over to the handler. */
  public void respond(ServerTransaction transaction, Status status, Body body, long now) {
    respond(transaction, status, body, List.of(), now);
  }

  /**
   * The same with further headers.
   *
   * @param extra none that the answer has anyway
   */
  public void respond(
      ServerTransaction transaction, Status status, Body body, List<HeaderField> extra, long now) {
    SipRequest request = transaction.request();
    String tag = engine.ids().statelessTag(request);
    SipResponse response = (SipResponse) body.on(SipResponse.to(request, status, null, tag));
    HeaderEditor edit = response.headers().edit();
    boolean options = request.method().equals(Method.OPTIONS);
    if (options || status == Status.METHOD_NOT_ALLOWED) {
      edit.set(HeaderName.ALLOW, allow);
    }
    if (options) {
      // RFC 3261 §11.2.
      edit.set(HeaderName.ACCEPT, BodyHandling.accept(Body.SDP));
      edit.set(HeaderName.ACCEPT_ENCODING, "identity");
    }
    extra.forEach(edit::append);
    engine.respond(transaction, response.withHeaders(edit.build()), now);
  }

  /**
   * Refuses a request whose body must be understood and is not: 415 (RFC 3261 §8.2.3).
   *
   * @param type of what is looked for in it, in lower case
   * @return whether it was refused
   */
  public boolean refusesBody(ServerTransaction transaction, String type, long now) {
    SipRequest request = transaction.request();
    SipResponse refusal = Requests.bodyRefusal(request, type, engine.ids().statelessTag(request));
    if (refusal != null) {
      engine.respond(transaction, refusal, now);
    }
    return refusal != null;
  }

  /** The value of Allow. */
  String allow() {
    return allow;
  }

  private SipRequest first(String tag, Method method, Uri target, String callId) {
    return Requests.first(identity, tag, method, target, callId, 1);
  }

  private SipRequest contacted(SipRequest request) {
    Flow flow = paths.toward(AuthenticatedRequest.nextHop(request));
    SipUri contact = flow == null ? identity.address() : paths.contact(flow);
    return (SipRequest) Requests.withContact(request, contact, allow);
  }

  SipRequest signed(SipRequest request) {
    return request.withHeaders(
        request.headers().edit().append(HeaderName.USER_AGENT, identity.product()).build());
  }

  SipRequest inviteIn(Dialog dialog, Body offer) {
    SipRequest request = contacted(signed(dialog.request(Method.INVITE)));
    return (SipRequest) offer.on(request);
  }

  /**
   * Acknowledges a 2xx.
   *
   * @param number that of the INVITE
   * @param invite as it was sent; null if that is not known any more
   */
  void acknowledge(Dialog dialog, long number, @Nullable SipRequest invite, long now) {
    SipRequest ack = signed(dialog.ack(number));
    if (invite != null && invite.cseq().number() == number) {
      // RFC 3261 §13.2.2.4: the ACK must have the INVITE's credentials; it cannot be challenged.
      HeaderEditor edit = ack.headers().edit();
      invite.headers().all(HeaderName.AUTHORIZATION).forEach(edit::append);
      invite.headers().all(HeaderName.PROXY_AUTHORIZATION).forEach(edit::append);
      ack = ack.withHeaders(edit.build());
    }
    Flow flow = paths.toward(AuthenticatedRequest.nextHop(ack));
    if (flow != null) {
      engine.sendStateless(engine.stamped(ack, flow), flow);
    }
  }

  /** Ends a dialog that no call stands for. */
  void bye(Dialog dialog, long now) {
    AuthenticatedRequest.start(
        this, signed(dialog.request(Method.BYE)), new OneShotRequest((o, t) -> {}), now);
  }

  void handOver(ServerTransaction transaction, SipRequest request, long now) {
    handler.onRequest(this, transaction, request, now);
  }

  void add(IncomingCall call) {
    calls.put(key(call.callId(), call.localTag()), call);
    incoming.put(call.transaction(), call);
  }

  /** False if it was forgotten before. */
  boolean forget(Call call) {
    if (call instanceof IncomingCall in) {
      incoming.remove(in.transaction());
    }
    return calls.remove(key(call.callId(), call.localTag()), call);
  }

  @Nullable Call find(String callId, @Nullable String localTag) {
    return calls.get(key(callId, localTag));
  }

  @Nullable IncomingCall find(ServerTransaction invite) {
    return incoming.get(invite);
  }

  private static String key(String callId, @Nullable String localTag) {
    return localTag + "\n" + callId;
  }
}
