// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import java.net.InetAddress;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import net.ringpost.db.account.Account;
import net.ringpost.db.account.Member;
import net.ringpost.db.account.MemberName;
import net.ringpost.server.calling.Attendant;
import net.ringpost.server.calling.Caller;
import net.ringpost.server.calling.Calls;
import net.ringpost.server.calling.Destination;
import net.ringpost.server.calling.Exchange;
import net.ringpost.server.calling.OwnHosts;
import net.ringpost.server.calling.People;
import net.ringpost.server.calling.Router;
import net.ringpost.server.location.Location;
import net.ringpost.server.location.Registrar;
import net.ringpost.sip.engine.Engine;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.engine.ServerTransaction;
import net.ringpost.sip.engine.TransactionUser;
import net.ringpost.sip.engine.Wire;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.Status;
import org.jspecify.annotations.Nullable;

/** Takes every request that comes in and hands it to the registrar or to the calls, or refuses. */
final class Desk implements TransactionUser {
  /** What strangers may send to a member: everything else could make a terminal act for them. */
  private static final Set<Method> FOR_STRANGERS =
      Set.of(Method.INVITE, Method.MESSAGE, Method.OPTIONS);

  /** RFC 6665, RFC 3903: what is about events. */
  private static final Set<Method> EVENTS = Set.of(Method.SUBSCRIBE, Method.PUBLISH, Method.NOTIFY);

  private final Engine engine;
  private final Answers answers;
  private final OwnHosts own;
  private final Router router;
  private final Doorkeeper door;
  private final Gatekeeper gate;
  private final Attendant attendant;
  private final People people;
  private final Registrar registrar;
  private final Introduction introduction;
  private final Calls calls;
  private final Predicate<InetAddress> trusted;
  private final Location location;
  private final boolean closed;
  private final LongSupplier clock;
  private @Nullable SipRequest routed;
  private @Nullable Destination where;

  /**
   * @param attendant answers in the members' stead
   * @param exchange what it works with, too
   * @param door asked first
   * @param introduction what is told to terminals that register
   * @param closed whether strangers may not call
   */
  Desk(
      Engine engine,
      Wire wire,
      Attendant attendant,
      Exchange.Surroundings exchange,
      Doorkeeper door,
      Gatekeeper gate,
      Registrar registrar,
      Introduction introduction,
      boolean closed) {
    Exchange over = Exchange.over(engine, wire, attendant, exchange);
    this.engine = engine;
    this.attendant = attendant;
    this.answers = new Answers(engine.ids());
    this.own = exchange.own();
    this.router = over.router();
    this.door = door;
    this.gate = gate;
    this.people = exchange.people();
    this.registrar = registrar;
    this.introduction = introduction;
    this.calls = over.calls();
    this.trusted = exchange.trusted();
    this.location = exchange.location();
    this.closed = closed;
    this.clock = exchange.clock();
  }

  /**
   * Ends what a member's telephones have going on with the server: registrations, subscriptions,
   * listening to messages. Talks go on.
   *
   * @param done told on the loop whether it is stored that there are no registrations
   */
  void signOut(long account, Consumer<Boolean> done) {
    // The telephones are told while it is known where they are.
    attendant.signedOut(account, clock.getAsLong());
    location.unregisterAll(account, done);
  }

  /** The calls, to see how many are under way. */
  Calls calls() {
    return calls;
  }

  /**
   * What needs no memory: OPTIONS to the server, which everybody asks all the time to see whether
   * it is there, and the challenge of a request that bears no proof (RFC 3261 §8.2.7).
   */
  @Override
  public boolean answerStateless(SipRequest request, Flow from, long now) {
    Destination destination = router.route(request);
    routed = request;
    where = destination;
    SipResponse answer =
        switch (destination) {
          case Destination.Server s when request.method().equals(Method.OPTIONS) ->
              answers.options(request);
          case Destination.Server s when isRegistration(request) ->
              gate.challenge(request, from, Gatekeeper.Asking.REGISTRAR);
          case Destination.Dialled d when isChallenged(request, from) ->
              gate.challenge(request, from, Gatekeeper.Asking.PROXY);
          default -> null;
        };
    if (answer == null) {
      return false;
    }
    SipResponse brief = doubts(request, from) ? Brief.of(answer, request, from) : answer;
    if (brief != null) {
      engine.sendStateless(brief, from);
    }
    return true;
  }

  /** Everybody, until an answer to a challenge, or what was said of the way, proves the source. */
  @Override
  public boolean doubts(SipRequest request, Flow from) {
    return !trusted.test(from.remote().getAddress());
  }

  @Override
  public boolean turnsAway(SipRequest unchecked, Flow from) {
    return door.turnsAway(unchecked, from, gate, engine);
  }

  private static boolean isRegistration(SipRequest request) {
    return request.method().equals(Method.REGISTER)
        && !request.headers().has(HeaderName.REQUIRE)
        && request.to().uri() instanceof SipUri;
  }

  /** Whether a request to a number has to be a member's. */
  private boolean isChallenged(SipRequest request, Flow from) {
    return !trusted.test(from.remote().getAddress()) && ownFrom(request) != null;
  }

  @Override
  public void onRequest(ServerTransaction transaction, SipRequest request, long now) {
    // It was just routed, to see whether it could be answered without a transaction.
    Destination destination = request == routed && where != null ? where : router.route(request);
    routed = null;
    where = null;
    switch (destination) {
      case Destination.Refused r when attendant.has(request) -> {
        engine.proved(transaction);
        toAttendant(transaction, request, now);
      }
      case Destination.Refused r -> respond(transaction, answers.refusal(request, r), now);
      case Destination.Server s -> toServer(transaction, request, now);
      case Destination.InDialog d -> {
        engine.proved(transaction);
        calls.withinDialog(transaction, d, now);
      }
      case Destination.Dialled d -> dialled(transaction, d, now);
    }
  }

  @Override
  public void onAck(SipRequest ack, Flow from, long now) {
    if (router.route(ack) instanceof Destination.InDialog d) {
      calls.acknowledge(d, from, now);
    } else if (attendant.has(ack)) {
      attendant.dialogs().onAck(ack, from, now);
    }
  }

  @Override
  public void onCancel(ServerTransaction invite, SipRequest cancel, long now) {
    if (attendant.holds(invite)) {
      attendant.dialogs().onCancel(invite, cancel, now);
    } else {
      calls.cancel(invite, cancel, now);
    }
  }

  @Override
  public void onFlowFailed(Flow flow, long now) {
    if (flow.connection() != 0) {
      location.connectionClosed(flow.connection());
    }
  }

  /** A dialog's identifiers can be overheard: who subscribes further proves it again. */
  private void toAttendant(ServerTransaction transaction, SipRequest request, long now) {
    if (request.method().equals(Method.SUBSCRIBE)) {
      identify(transaction, now, caller -> subscribe(transaction, caller.memberOrNull(), now));
    } else if (request.method().equals(Method.OPTIONS) && attendant.isSubscription(request)) {
      respond(transaction, answers.subscriptionOptions(request, attendant.events()), now);
    } else {
      attendant.dialogs().onRequest(transaction, request, now);
    }
  }

  private void respond(ServerTransaction transaction, SipResponse response, long now) {
    engine.respond(transaction, response, now);
  }

  private void toServer(ServerTransaction transaction, SipRequest request, long now) {
    if (request.headers().has(HeaderName.REQUIRE)) {
      respond(transaction, answers.unsupported(request), now);
    } else if (request.method().equals(Method.REGISTER)) {
      register(transaction, request, now);
    } else {
      // OPTIONS was answered before a transaction was made.
      respond(transaction, answers.noSuchMethod(request), now);
    }
  }

  private void register(ServerTransaction transaction, SipRequest request, long now) {
    if (!(request.to().uri() instanceof SipUri to)) {
      respond(transaction, answers.of(request, Status.BAD_REQUEST, "To is no sip: address"), now);
      return;
    }
    Flow source = transaction.flow();
    gate.judge(
        request,
        source,
        Gatekeeper.Asking.REGISTRAR,
        now,
        verdict -> {
          switch (verdict) {
            case Gatekeeper.Turned t -> respond(transaction, t.answer(), now);
            case Gatekeeper.Admitted a -> {
              engine.proved(transaction);
              register(transaction, request, to, a, now);
            }
          }
        });
  }

  private void register(
      ServerTransaction transaction,
      SipRequest request,
      SipUri to,
      Gatekeeper.Admitted admitted,
      long now) {
    Account account = admitted.member().account();
    if (!own.registers(to.host())) {
      // RFC 3261 §10.3 step 5.
      respond(transaction, answers.of(request, Status.NOT_FOUND, null), now);
      return;
    }
    if (!isSelf(account, to.user())) {
      String reason = "Register yourself only: sip:" + account.number() + "@" + to.host();
      respond(transaction, answers.of(request, Status.FORBIDDEN, reason), now);
      return;
    }
    own.learn(to.host());
    Flow source = transaction.flow();
    registrar.register(
        request,
        account.key(),
        source,
        trusted.test(source.remote().getAddress()),
        engine.ids().tag(),
        now,
        answer ->
            respond(transaction, introduction.on(answer, account, to.host()), clock.getAsLong()));
  }

  private static boolean isSelf(Account account, @Nullable String user) {
    if (user == null) {
      return false;
    }
    String name = MemberName.canonical(user);
    return name.equals(MemberName.canonical(account.number()))
        || name.equals(MemberName.canonical(account.id()));
  }

  private void dialled(ServerTransaction transaction, Destination.Dialled d, long now) {
    identify(transaction, now, caller -> call(transaction, d, caller, now));
  }

  /** Finds out who sends a request, or answers it. */
  private void identify(ServerTransaction transaction, long now, Consumer<Caller> then) {
    SipRequest request = transaction.request();
    SipUri from = ownFrom(request);
    if (trusted.test(transaction.flow().remote().getAddress())) {
      trustedCaller(from, then);
    } else if (from != null) {
      gate.judge(
          request,
          transaction.flow(),
          Gatekeeper.Asking.PROXY,
          now,
          verdict -> {
            switch (verdict) {
              case Gatekeeper.Turned t -> respond(transaction, t.answer(), now);
              case Gatekeeper.Admitted a -> {
                engine.proved(transaction);
                memberCalls(transaction, request, a, from, then, now);
              }
            }
          });
    } else if (closed || !FOR_STRANGERS.contains(request.method())) {
      respond(transaction, answers.of(request, Status.FORBIDDEN, "For members only"), now);
    } else {
      then.accept(new Caller.Stranger());
    }
  }

  private @Nullable SipUri ownFrom(SipRequest request) {
    return request.from().uri() instanceof SipUri uri && own.owns(uri.host()) ? uri : null;
  }

  private void trustedCaller(@Nullable SipUri from, Consumer<Caller> then) {
    String user = from == null ? null : from.user();
    if (user == null) {
      then.accept(new Caller.Trusted(null));
      return;
    }
    people.find(user, found -> then.accept(new Caller.Trusted(found.memberOrNull())));
  }

  // The transaction's own request is forgotten if the caller has given up meanwhile.
  private void memberCalls(
      ServerTransaction transaction,
      SipRequest request,
      Gatekeeper.Admitted admitted,
      SipUri from,
      Consumer<Caller> then,
      long now) {
    Account account = admitted.member().account();
    if (isSelf(account, from.user())) {
      then.accept(new Caller.Known(admitted.member()));
      return;
    }
    String reason = "From is not you: use sip:" + account.number() + "@" + from.host();
    respond(transaction, answers.of(request, Status.FORBIDDEN, reason), now);
  }

  private void call(ServerTransaction transaction, Destination.Dialled d, Caller caller, long now) {
    if (transaction.answered()) {
      calls.givenUp(d, caller); // cancelled while we asked
      return;
    }
    if (d.request().method().equals(Method.OPTIONS) && caller instanceof Caller.Stranger) {
      // DEVIATION RFC 3261 §11.2: not what an INVITE would get, but the same for each number, and
      // without looking: it would tell, unheard, who is there and who is on.
      respond(transaction, answers.of(d.request(), Status.NOT_FOUND, null), now);
      return;
    }
    if (d.request().method().equals(Method.SUBSCRIBE)) {
      Member member = caller.memberOrNull();
      boolean own =
          member != null && (isSelf(member.account(), d.user()) || calls.serves(d.user()));
      subscribe(transaction, own ? member : null, now);
      return;
    }
    if (calls.serves(d.user())) {
      calls.service(transaction, caller, now);
      return;
    }
    if (EVENTS.contains(d.request().method())) {
      respond(transaction, answers.badEvent(d.request(), attendant.events()), now);
      return;
    }
    calls.dialled(transaction, d, caller, now);
  }

  /**
   * @param owner whose number it is for; null if that is not who sends it. Whether there is such a
   *     number at all is not told.
   */
  private void subscribe(ServerTransaction transaction, @Nullable Member owner, long now) {
    SipRequest request = transaction.request();
    String event = request.headers().first(HeaderName.EVENT);
    if (event == null || !attendant.events().contains(event.split(";", 2)[0].strip())) {
      respond(transaction, answers.badEvent(request, attendant.events()), now);
    } else if (owner == null) {
      String reason = "Subscribe to your own number only";
      respond(transaction, answers.of(request, Status.FORBIDDEN, reason), now);
    } else {
      attendant.subscribe(transaction, owner.account(), now);
    }
  }
}
