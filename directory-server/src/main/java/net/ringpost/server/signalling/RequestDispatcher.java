// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import net.ringpost.server.account.MemberLookup;
import net.ringpost.server.history.CallLog;
import net.ringpost.server.location.Location;
import net.ringpost.server.registrar.Registrar;
import net.ringpost.server.routing.Attendant;
import net.ringpost.server.routing.CallHistoryEvents;
import net.ringpost.server.routing.CallPolicy;
import net.ringpost.server.routing.CalledMember;
import net.ringpost.server.routing.Caller;
import net.ringpost.server.routing.MemberLocationService;
import net.ringpost.server.routing.VoicemailRetargeting;
import net.ringpost.sip.engine.Engine;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.engine.RequestHandler;
import net.ringpost.sip.engine.ServerTransaction;
import net.ringpost.sip.engine.TransactionUser;
import net.ringpost.sip.engine.Transport;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.proxy.Destination;
import net.ringpost.sip.proxy.FlowTokens;
import net.ringpost.sip.proxy.OwnHosts;
import net.ringpost.sip.proxy.ProxyCore;
import net.ringpost.sip.proxy.RequestTargets;
import net.ringpost.sip.proxy.Router;
import org.jspecify.annotations.Nullable;

/** Takes every request that comes in: answers what needs no memory, and gives the rest on. */
final class RequestDispatcher implements TransactionUser {
  /**
   * What requests are handled with.
   *
   * @param trusted whose requests are not challenged and whose Contact is believed
   * @param closed whether strangers may not call
   * @param clock {@code System::nanoTime}, outside tests
   */
  record Context(
      MemberLookup people,
      Location location,
      CallPolicy policy,
      CallLog log,
      OwnHosts own,
      FlowTokens tokens,
      Predicate<InetAddress> trusted,
      boolean closed,
      LongSupplier clock,
      InstantSource wallClock,
      RandomGenerator random) {}

  /**
   * Who is asked before.
   *
   * @param overloadFilter in overload
   * @param digest who somebody is
   * @param introduction what is told to terminals that register
   */
  record Admission(
      OverloadFilter overloadFilter,
      RequestAuthenticator digest,
      RegistrationHeaders introduction) {}

  private final Engine engine;
  private final LocalResponses answers;
  private final Admission admission;
  private final Context context;
  private final Attendant attendant;
  private final MemberAuthenticator authenticator;
  private final ProxyCore<Caller, CalledMember> proxy;

  /**
   * @param wire knows by which address each side reaches us
   * @param attendant answers in the members' stead
   */
  RequestDispatcher(
      Engine engine, Transport wire, Attendant attendant, Context context, Admission admission) {
    this.engine = engine;
    this.answers = new LocalResponses(engine.ids());
    this.attendant = attendant;
    this.context = context;
    this.admission = admission;
    this.authenticator =
        new MemberAuthenticator(
            engine, admission.digest, context.people, context.own, context.trusted, context.closed);
    this.proxy = proxy(wire);
  }

  private ProxyCore<Caller, CalledMember> proxy(Transport wire) {
    Context c = context;
    CallHistoryEvents history = new CallHistoryEvents(c.log, c.wallClock, c.random);
    MemberLocationService members =
        new MemberLocationService(engine, c.people, c.location, c.policy, c.clock);
    RegisterHandler registers =
        new RegisterHandler(
            engine,
            admission.digest,
            new Registrar(c.location),
            admission.introduction,
            c.own,
            c.trusted,
            c.clock);
    return new ProxyCore<>(
        engine,
        new Router(c.own, c.tokens),
        new RequestTargets(members, c.tokens, wire, c.policy.stay(), c.trusted),
        new ProxyCore.Ports<>(
            authenticator,
            members,
            history,
            new VoicemailRetargeting(attendant, history),
            new ServerUserAgent(engine, attendant, registers, authenticator),
            c.clock));
  }

  /**
   * Ends what a member's telephones have going on with the server: registrations, subscriptions,
   * listening to messages. Talks go on.
   *
   * @param done told on the loop whether it is stored that there are no registrations
   */
  void signOut(long account, Consumer<Boolean> done) {
    // The telephones are told while it is known where they are.
    attendant.signedOut(account, context.clock.getAsLong());
    context.location.unregisterAll(account, done);
  }

  /** How many requests are at terminals and not answered yet. */
  int underWay() {
    return proxy.pending();
  }

  /**
   * What needs no memory: OPTIONS to the server, which everybody asks all the time to see whether
   * it is there, and the challenge of a request that bears no proof (RFC 3261 §8.2.7).
   */
  @Override
  public @Nullable RequestHandler handler(SipRequest request, Flow from, long now) {
    Destination destination = proxy.route(request);
    SipResponse answer =
        switch (destination) {
          case Destination.Server s when request.method().equals(Method.OPTIONS) ->
              answers.options(request);
          case Destination.Server s when isRegistration(request) ->
              admission.digest.challenge(request, from, RequestAuthenticator.Asking.REGISTRAR);
          case Destination.Dialled d when authenticator.challenges(request, from) ->
              admission.digest.challenge(request, from, RequestAuthenticator.Asking.PROXY);
          default -> null;
        };
    if (answer == null) {
      return (transaction, received, at) -> proxy.onRequest(transaction, received, destination, at);
    }
    SipResponse brief = doubts(request, from) ? LimitedResponse.of(answer, request, from) : answer;
    if (brief != null) {
      engine.sendStateless(brief, from);
    }
    return null;
  }

  private static boolean isRegistration(SipRequest request) {
    return request.method().equals(Method.REGISTER)
        && !request.headers().has(HeaderName.REQUIRE)
        && request.to().uri() instanceof SipUri;
  }

  /** Everybody, until an answer to a challenge, or what was said of the way, proves the source. */
  @Override
  public boolean doubts(SipRequest request, Flow from) {
    return !context.trusted.test(from.remote().getAddress());
  }

  @Override
  public boolean turnsAway(SipRequest unchecked, Flow from) {
    return admission.overloadFilter.turnsAway(
        unchecked, from, doubts(unchecked, from), admission.digest, engine);
  }

  @Override
  public void onRequest(ServerTransaction transaction, SipRequest request, long now) {
    proxy.onRequest(transaction, request, proxy.route(request), now);
  }

  @Override
  public void onAck(SipRequest ack, Flow from, long now) {
    proxy.onAck(ack, from, now);
  }

  @Override
  public void onCancel(ServerTransaction invite, SipRequest cancel, long now) {
    proxy.onCancel(invite, cancel, now);
  }

  @Override
  public void onLateSuccess(SipResponse response, Flow upstream) {
    proxy.onLateSuccess(response, upstream);
  }

  @Override
  public void onFlowFailed(Flow flow, long now) {
    if (flow.connection() != 0) {
      context.location.connectionClosed(flow.connection());
    }
  }
}
