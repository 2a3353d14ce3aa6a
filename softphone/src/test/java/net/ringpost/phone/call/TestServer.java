// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import net.ringpost.sip.auth.DigestAlgorithm;
import net.ringpost.sip.auth.DigestChallenge;
import net.ringpost.sip.auth.DigestResult;
import net.ringpost.sip.auth.DigestVerifier;
import net.ringpost.sip.auth.NonceBook;
import net.ringpost.sip.engine.Engine;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.engine.RequestHandler;
import net.ringpost.sip.engine.ServerTransaction;
import net.ringpost.sip.engine.TransactionUser;
import net.ringpost.sip.engine.Transport;
import net.ringpost.sip.message.HeaderEditor;
import net.ringpost.sip.message.HeaderField;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.NameAddr;
import net.ringpost.sip.message.Params;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.message.TransportProtocol;
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
import net.ringpost.sip.transport.SipTransport;
import net.ringpost.sip.transport.TlsIdentity;
import net.ringpost.sip.transport.TransportOptions;
import org.jspecify.annotations.Nullable;

/** The proxy core and the registrar's rules, on real sockets of the loopback interface. */
final class TestServer
    implements TransactionUser,
        LocationService<TestServer.Someone, TestServer.Someone>,
        CallEvents<TestServer.Someone, TestServer.Someone>,
        Retargeting<TestServer.Someone, TestServer.Someone>,
        AutoCloseable {
  /** A member. */
  record Someone(String id, long account) implements Originator, AddressOfRecord {
    @Override
    public boolean trusted() {
      return false;
    }

    @Override
    public NameAddr asserted(String host) {
      return new NameAddr("Test " + id, SipUri.of(false, id, host, -1), Params.NONE);
    }
  }

  private static final String HOST = "127.0.0.1";

  private final SipTransport transport;
  private final Map<String, String> passwords = new ConcurrentHashMap<>();
  private final Map<String, String> redirections = new ConcurrentHashMap<>();
  private final Map<String, Someone> members = new ConcurrentHashMap<>();
  private final Map<Long, Bindings> bindings = new ConcurrentHashMap<>();
  private final FlowTokens tokens = new FlowTokens(new byte[32], 1);
  private final DigestVerifier verifier =
      new DigestVerifier("test", new NonceBook(new byte[32], "test", 1), String::equals);
  final List<SipRequest> seen = new CopyOnWriteArrayList<>();
  private volatile boolean challengesDialogs;

  /** Does not let terminals sign out. */
  volatile boolean keepsTerminals;

  /** So many changes of calls are answered as if they had crossed another (491). */
  final AtomicInteger pending = new AtomicInteger();

  /** Whether it puts another certificate's fingerprint into what is described. */
  volatile boolean tampers;

  private @Nullable Engine engine;
  private @Nullable Transport wire;
  private volatile @Nullable ProxyCore<Someone, Someone> proxy;

  /**
   * @param port for UDP and TCP; 0 for a free one
   * @param folder for the certificate
   */
  TestServer(int port, Path folder) throws Exception {
    TransportOptions options =
        TransportOptions.at(InetAddress.getLoopbackAddress())
            .withUdpPort(port)
            .withTcpPort(port)
            .withTls(0, TlsIdentity.selfSigned(folder, List.of(HOST)));
    transport = SipTransport.create(options);
    transport.start(
        (e, w) -> {
          engine = e;
          wire = w;
          return this;
        });
    proxy = proxy(RecordRoutePolicy.AUTO);
  }

  private ProxyCore<Someone, Someone> proxy(RecordRoutePolicy policy) {
    List<Integer> ports =
        List.of(
            port(TransportProtocol.UDP), port(TransportProtocol.TCP), port(TransportProtocol.TLS));
    OwnHosts own = new OwnHosts(List.of(), List.of(HOST), ports);
    return new ProxyCore<>(
        engine(),
        new Router(own, tokens),
        new RequestTargets(this, tokens, Objects.requireNonNull(wire), policy, a -> false),
        new ProxyCore.Ports<>(this::identify, this, this, this, new Local(), System::nanoTime));
  }

  /** From now on requests within dialogs are challenged, too. */
  void challengeDialogs() {
    challengesDialogs = true;
    proxy = proxy(RecordRoutePolicy.ALWAYS);
  }

  int port(TransportProtocol protocol) {
    return transport.bound(protocol).getPort();
  }

  void account(String id, String password) {
    passwords.put(id, password);
    members.put(id, new Someone(id, members.size() + 1));
  }

  void redirect(String id, String to) {
    redirections.put(id, to);
  }

  int bindings(String id) {
    Someone member = members.get(id);
    return member == null ? 0 : targets(member.account, System.nanoTime()).size();
  }

  long seen(Method method) {
    return seen.stream().filter(r -> r.method().equals(method)).count();
  }

  private Engine engine() {
    return Objects.requireNonNull(engine);
  }

  private ProxyCore<Someone, Someone> proxy() {
    return Objects.requireNonNull(proxy);
  }

  @Override
  public @Nullable RequestHandler handler(SipRequest request, Flow from, long now) {
    seen.add(request);
    boolean register = request.method().equals(Method.REGISTER);
    boolean inDialog = request.toTag() != null && !challengesDialogs;
    if (inDialog || request.method().equals(Method.ACK) || proven(request, register)) {
      return this::onRequest;
    }
    Status status = register ? Status.UNAUTHORIZED : Status.PROXY_AUTHENTICATION_REQUIRED;
    HeaderName name = register ? HeaderName.WWW_AUTHENTICATE : HeaderName.PROXY_AUTHENTICATE;
    SipResponse r = SipResponse.to(request, status, null, engine().ids().statelessTag(request));
    HeaderEditor edit = r.headers().edit();
    for (DigestChallenge c : verifier.challenges(false, System.currentTimeMillis())) {
      edit.append(name, c.toString());
    }
    engine().sendStateless(r.withHeaders(edit.build()), from);
    return null;
  }

  private boolean proven(SipRequest request, boolean register) {
    HeaderName name = register ? HeaderName.AUTHORIZATION : HeaderName.PROXY_AUTHORIZATION;
    DigestResult result =
        verifier.verify(
            request.headers().all(name).stream().map(HeaderField::value).toList(),
            request.method().token(),
            request.requestUriText(),
            this::secret,
            System.currentTimeMillis());
    return result instanceof DigestResult.Accepted;
  }

  private byte @Nullable [] secret(String user, DigestAlgorithm algorithm) {
    String password = passwords.get(user);
    return password == null ? null : algorithm.ha1(user, "test", password);
  }

  @Override
  public void onRequest(ServerTransaction t, SipRequest request, long now) {
    if (request.method().equals(Method.INVITE) && request.toTag() != null && crosses()) {
      answer(t, Status.REQUEST_PENDING, now);
      return;
    }
    Destination destination = proxy().route(request);
    if (tampers && destination instanceof Destination.Dialled d) {
      destination = new Destination.Dialled(tampered(d.request()), d.user());
    }
    proxy().onRequest(t, request, destination, now);
  }

  private boolean crosses() {
    return pending.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
  }

  private void answer(ServerTransaction t, Status status, long now) {
    String tag = engine().ids().statelessTag(t.request());
    engine().respond(t, SipResponse.to(t.request(), status, null, tag), now);
  }

  private static SipRequest tampered(SipRequest request) {
    String body = new String(request.body(), StandardCharsets.UTF_8);
    String other = body.replaceAll("(a=fingerprint:\\S+ )..:..", "$100:00");
    return SipRequest.of(
        request.method(),
        request.requestUri(),
        request.headers(),
        other.getBytes(StandardCharsets.UTF_8));
  }

  private void identify(ServerTransaction t, long now, Consumer<Someone> then) {
    String user = ((SipUri) t.request().from().uri()).user();
    then.accept(members.getOrDefault(String.valueOf(user), new Someone("nobody", 0)));
  }

  @Override
  public void find(Destination.Dialled dialled, Someone caller, Consumer<Found<Someone>> then) {
    Someone member = members.get(dialled.user());
    then.accept(member == null ? new NotFound<>() : new Known<>(member));
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
    return FlowTokens.NO_CALL;
  }

  @Override
  public void decided(UUID call, Status outcome) {}

  @Override
  public void ended(UUID call, @Nullable Status failure) {}

  @Override
  public long noAnswerTimeout(Someone callee) {
    return Timers.NEVER;
  }

  @Override
  public boolean retarget(
      ServerTransaction invite, Someone caller, Someone callee, Status why, UUID call, long now) {
    return false;
  }

  @Override
  public void onAck(SipRequest ack, Flow from, long now) {
    proxy().onAck(ack, from, now);
  }

  @Override
  public void onCancel(ServerTransaction invite, SipRequest cancel, long now) {
    proxy().onCancel(invite, cancel, now);
  }

  @Override
  public void onLateSuccess(SipResponse response, Flow upstream) {
    proxy().onLateSuccess(response, upstream);
  }

  /** The registrar, and who says that somebody is elsewhere. */
  private final class Local implements LocalUserAgent<Someone> {
    @Override
    public void toServer(ServerTransaction t, SipRequest request, long now) {
      RegisterRequest asked = RegisterRequest.of(request);
      if (request.expires().orElse(3600) == 0 && keepsTerminals) {
        answer(t, Status.SERVICE_UNAVAILABLE, now);
        return;
      }
      Someone member = Objects.requireNonNull(members.get(((SipUri) request.to().uri()).user()));
      RegistrarOutcome outcome =
          RegistrarRules.decide(
              bindings.getOrDefault(member.account, Bindings.NONE), asked, t.flow(), false, now);
      if (outcome instanceof RegistrarOutcome.Granted g) {
        bindings.put(member.account, g.bindings());
      }
      String tag = engine().ids().tag();
      String date = "Thu, 01 Jan 1970 00:00:00 GMT";
      engine().respond(t, RegisterAnswer.of(request, asked, outcome, tag, now, date), now);
    }

    @Override
    public boolean serves(String user) {
      return false;
    }

    @Override
    public boolean takes(ServerTransaction t, Destination.Dialled d, Someone caller, long now) {
      String elsewhere = redirections.get(d.user());
      if (elsewhere == null) {
        return false;
      }
      SipResponse moved = SipResponse.to(d.request(), Status.MOVED_TEMPORARILY, null, "moved");
      HeaderEditor edit = moved.headers().edit();
      edit.append(HeaderName.CONTACT, "<" + elsewhere + ">");
      engine().respond(t, moved.withHeaders(edit.build()), now);
      return true;
    }

    @Override
    public boolean hasDialog(SipRequest request) {
      return false;
    }

    @Override
    public void withinDialog(ServerTransaction t, SipRequest request, long now) {
      throw new AssertionError("no dialogs");
    }

    @Override
    public void onAck(SipRequest ack, Flow from, long now) {}

    @Override
    public boolean holds(ServerTransaction invite) {
      return false;
    }

    @Override
    public void onCancel(ServerTransaction invite, SipRequest cancel, long now) {}
  }

  @Override
  public void close() {
    transport.close();
  }
}
