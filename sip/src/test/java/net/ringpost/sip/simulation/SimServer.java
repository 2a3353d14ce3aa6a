// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.simulation;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import net.ringpost.sip.engine.Engine;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.engine.RequestHandler;
import net.ringpost.sip.engine.ServerTransaction;
import net.ringpost.sip.engine.TransactionUser;
import net.ringpost.sip.engine.Transport;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.NameAddr;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.proxy.AddressOfRecord;
import net.ringpost.sip.proxy.CallEvents;
import net.ringpost.sip.proxy.Destination;
import net.ringpost.sip.proxy.FlowTokens;
import net.ringpost.sip.proxy.LocalUserAgent;
import net.ringpost.sip.proxy.LocationService;
import net.ringpost.sip.proxy.Originator;
import net.ringpost.sip.proxy.OwnHosts;
import net.ringpost.sip.proxy.ProxyCore;
import net.ringpost.sip.proxy.RecordRoutePolicy;
import net.ringpost.sip.proxy.RequestTargets;
import net.ringpost.sip.proxy.Retargeting;
import net.ringpost.sip.proxy.Router;
import net.ringpost.sip.registrar.Binding;
import net.ringpost.sip.registrar.Bindings;
import net.ringpost.sip.registrar.RegisterAnswer;
import net.ringpost.sip.registrar.RegisterRequest;
import net.ringpost.sip.registrar.RegistrarOutcome;
import net.ringpost.sip.registrar.RegistrarRules;
import net.ringpost.sip.transaction.Timers;
import org.jspecify.annotations.Nullable;

/** The proxy core and the registrar's rules, with two members behind the ports. */
final class SimServer
    implements TransactionUser,
        LocationService<SimServer.Someone, SimServer.Someone>,
        CallEvents<SimServer.Someone, SimServer.Someone>,
        Retargeting<SimServer.Someone, SimServer.Someone> {
  /** A member. */
  record Someone(String name, long account) implements Originator, AddressOfRecord {
    @Override
    public boolean trusted() {
      return false;
    }

    @Override
    public NameAddr asserted(String host) {
      return NameAddr.of(SipUri.of(false, name, host, -1));
    }
  }

  /**
   * What the story chooses.
   *
   * @param noAnswerTimeout after how many nanoseconds the voice mail answers; {@link Timers#NEVER}
   *     for no voice mail
   */
  record Choices(RecordRoutePolicy recordRoute, long noAnswerTimeout) {}

  private static final Map<String, Someone> MEMBERS =
      Map.of("alice", new Someone("alice", 1), "bob", new Someone("bob", 2));
  private static final String DATE = "Thu, 01 Jan 1970 00:00:00 GMT";

  private final Engine engine;
  private final Choices choices;
  private final ProxyCore<Someone, Someone> proxy;
  private final Map<Long, Bindings> bindings = new HashMap<>();
  final SimVoicemail voicemail;

  /** The outcomes of each call, in order. */
  final Map<UUID, List<Status>> outcomes = new HashMap<>();

  private final SimNet net;

  SimServer(
      SimNet net,
      InetSocketAddress address,
      RandomGenerator random,
      Timers timers,
      Choices choices) {
    this.net = net;
    this.choices = choices;
    Transport wire = net.wire();
    this.engine = new Engine(wire, e -> this, random, timers);
    this.voicemail = new SimVoicemail(net, address, engine, random, timers);
    OwnHosts own =
        new OwnHosts(List.of(), List.of(address.getHostString()), List.of(address.getPort()));
    FlowTokens tokens = new FlowTokens(new byte[32], 1);
    this.proxy =
        new ProxyCore<>(
            engine,
            new Router(own, tokens),
            new RequestTargets(this, tokens, wire, choices.recordRoute, a -> false),
            new ProxyCore.Ports<>(SimServer::identify, this, this, this, new Local(), net::now));
    net.add(address, engine);
  }

  boolean idle() {
    return engine.counts().idle() && proxy.pending() == 0 && voicemail.agent.liveCalls() == 0;
  }

  int bindings() {
    return bindings.values().stream().mapToInt(b -> b.live(net.now()).all().size()).sum();
  }

  @Override
  public String toString() {
    return "server " + engine.counts() + ", forks " + proxy.pending();
  }

  /** A challenge needs no transaction. */
  @Override
  public @Nullable RequestHandler handler(SipRequest request, Flow from, long now) {
    Destination destination = proxy.route(request);
    boolean register = destination instanceof Destination.Server;
    HeaderName proof = register ? HeaderName.AUTHORIZATION : HeaderName.PROXY_AUTHORIZATION;
    boolean asked = register || destination instanceof Destination.Dialled;
    if (!asked || request.headers().has(proof)) {
      return (t, r, at) -> proxy.onRequest(t, r, destination, at);
    }
    Status status = register ? Status.UNAUTHORIZED : Status.PROXY_AUTHENTICATION_REQUIRED;
    SipResponse r = SipResponse.to(request, status, null, engine.ids().statelessTag(request));
    HeaderName challenge = register ? HeaderName.WWW_AUTHENTICATE : HeaderName.PROXY_AUTHENTICATE;
    engine.sendStateless(
        r.withHeaders(r.headers().edit().append(challenge, "Sim realm=\"sim\"").build()), from);
    return null;
  }

  private static void identify(ServerTransaction t, long now, Consumer<Someone> then) {
    then.accept(member(((SipUri) t.request().from().uri()).user()));
  }

  private static Someone member(@Nullable String name) {
    Someone found = MEMBERS.get(String.valueOf(name));
    if (found == null) {
      throw new AssertionError("nobody is called " + name);
    }
    return found;
  }

  @Override
  public void onRequest(ServerTransaction t, SipRequest request, long now) {
    throw new AssertionError("each has a handler of its own");
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
  public void find(Destination.Dialled dialled, Someone caller, Consumer<Found<Someone>> then) {
    then.accept(new Known<>(member(dialled.user())));
  }

  @Override
  public List<Binding> targets(long account, long now) {
    return bindings.getOrDefault(account, Bindings.NONE).targets(now);
  }

  @Override
  public boolean redirects(SipRequest request, Someone callee, List<Binding> targets) {
    return false;
  }

  @Override
  public UUID began(
      SipRequest received, Destination.Dialled dialled, Someone caller, @Nullable Someone callee) {
    if (!received.method().equals(Method.INVITE)) {
      return FlowTokens.NO_CALL;
    }
    UUID call = new UUID(1, outcomes.size());
    outcomes.put(call, new ArrayList<>());
    return call;
  }

  @Override
  public void decided(UUID call, Status outcome) {
    if (!call.equals(FlowTokens.NO_CALL)) {
      outcomes.get(call).add(outcome);
    }
  }

  @Override
  public void ended(UUID call, @Nullable Status failure) {
    net.note("the dialog of call " + call + " is over");
  }

  @Override
  public long noAnswerTimeout(Someone callee) {
    return choices.noAnswerTimeout;
  }

  @Override
  public boolean retarget(
      ServerTransaction invite, Someone caller, Someone callee, Status why, UUID call, long now) {
    if (choices.noAnswerTimeout == Timers.NEVER) {
      return false;
    }
    voicemail.take(invite, now);
    return true;
  }

  /** Registrar and voice mail. */
  private final class Local implements LocalUserAgent<Someone> {
    @Override
    public void toServer(ServerTransaction t, SipRequest request, long now) {
      RegisterRequest asked = RegisterRequest.of(request);
      long account = member(((SipUri) request.to().uri()).user()).account;
      RegistrarOutcome outcome =
          RegistrarRules.decide(
              bindings.getOrDefault(account, Bindings.NONE), asked, t.flow(), false, now);
      if (outcome instanceof RegistrarOutcome.Granted g) {
        bindings.put(account, g.bindings());
      }
      engine.respond(
          t, RegisterAnswer.of(request, asked, outcome, engine.ids().tag(), now, DATE), now);
    }

    @Override
    public boolean serves(String user) {
      return false;
    }

    @Override
    public boolean takes(ServerTransaction t, Destination.Dialled d, Someone caller, long now) {
      return false;
    }

    @Override
    public boolean hasDialog(SipRequest request) {
      return voicemail.agent.has(request);
    }

    @Override
    public void withinDialog(ServerTransaction t, SipRequest request, long now) {
      voicemail.dialogs().onRequest(t, request, now);
    }

    @Override
    public boolean holds(ServerTransaction invite) {
      return voicemail.agent.has(invite);
    }

    @Override
    public void onAck(SipRequest ack, Flow from, long now) {
      voicemail.dialogs().onAck(ack, from, now);
    }

    @Override
    public void onCancel(ServerTransaction invite, SipRequest cancel, long now) {
      voicemail.dialogs().onCancel(invite, cancel, now);
    }
  }
}
