// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import net.ringpost.sip.auth.DigestAlgorithm;
import net.ringpost.sip.auth.DigestChallenge;
import net.ringpost.sip.auth.DigestResult;
import net.ringpost.sip.auth.DigestVerifier;
import net.ringpost.sip.auth.NonceBook;
import net.ringpost.sip.engine.Engine;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.engine.ServerTransaction;
import net.ringpost.sip.engine.TransactionUser;
import net.ringpost.sip.message.HeaderEditor;
import net.ringpost.sip.message.HeaderField;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.NameAddr;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.message.TransportProtocol;
import net.ringpost.sip.proxy.ForkListener;
import net.ringpost.sip.proxy.LoopDetection;
import net.ringpost.sip.proxy.Proxy;
import net.ringpost.sip.proxy.RequestForwarding;
import net.ringpost.sip.proxy.Target;
import net.ringpost.sip.transport.SipTransport;
import net.ringpost.sip.transport.TlsIdentity;
import net.ringpost.sip.transport.TransportOptions;
import org.jspecify.annotations.Nullable;

/** A registrar and forking proxy as small as can be, on real sockets of the loopback interface. */
final class TestServer implements TransactionUser, AutoCloseable {
  private record Binding(SipUri contact, Flow flow) {}

  private static final String HOST = "127.0.0.1";

  private final SipTransport transport;
  private final Map<String, String> passwords = new ConcurrentHashMap<>();
  private final Map<String, String> redirections = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Binding>> bindings = new ConcurrentHashMap<>();
  private final DigestVerifier verifier =
      new DigestVerifier("test", new NonceBook(new byte[32], "test", 1), String::equals);
  final List<SipRequest> seen = new CopyOnWriteArrayList<>();
  volatile boolean challengesDialogs;

  /** Does not let terminals sign out. */
  volatile boolean keepsTerminals;

  /** So many changes of calls are answered as if they had crossed another (491). */
  final AtomicInteger pending = new AtomicInteger();

  /** Whether it puts another certificate's fingerprint into what is described. */
  volatile boolean tampers;

  private @Nullable Engine engine;
  private @Nullable Proxy proxy;

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
        (e, wire) -> {
          engine = e;
          proxy = new Proxy(e);
          return this;
        });
  }

  int port(TransportProtocol protocol) {
    return transport.bound(protocol).getPort();
  }

  void account(String id, String password) {
    passwords.put(id, password);
  }

  void redirect(String id, String to) {
    redirections.put(id, to);
  }

  int bindings(String id) {
    return bindings.getOrDefault(id, Map.of()).size();
  }

  long seen(Method method) {
    return seen.stream().filter(r -> r.method().equals(method)).count();
  }

  private Engine engine() {
    return Objects.requireNonNull(engine);
  }

  private Proxy proxy() {
    return Objects.requireNonNull(proxy);
  }

  @Override
  public boolean answerStateless(SipRequest request, Flow from, long now) {
    seen.add(request);
    boolean register = request.method().equals(Method.REGISTER);
    boolean inDialog = request.toTag() != null && !challengesDialogs;
    if (inDialog || request.method().equals(Method.ACK) || proven(request, register)) {
      return false;
    }
    Status status = register ? Status.UNAUTHORIZED : Status.PROXY_AUTHENTICATION_REQUIRED;
    HeaderName name = register ? HeaderName.WWW_AUTHENTICATE : HeaderName.PROXY_AUTHENTICATE;
    SipResponse r = SipResponse.to(request, status, null, engine().ids().statelessTag(request));
    HeaderEditor edit = r.headers().edit();
    for (DigestChallenge c : verifier.challenges(false, System.currentTimeMillis())) {
      edit.append(name, c.toString());
    }
    engine().sendStateless(r.withHeaders(edit.build()), from);
    return true;
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
    if (request.method().equals(Method.REGISTER)) {
      register(t, request, now);
      return;
    }
    if (request.method().equals(Method.INVITE) && request.toTag() != null && crosses()) {
      answer(t, Status.REQUEST_PENDING, now);
      return;
    }
    String user = user(request);
    String elsewhere = redirections.get(user);
    if (elsewhere != null) {
      SipResponse moved = SipResponse.to(request, Status.MOVED_TEMPORARILY, null, "moved");
      engine()
          .respond(
              t,
              moved.withHeaders(
                  moved.headers().edit().append(HeaderName.CONTACT, "<" + elsewhere + ">").build()),
              now);
      return;
    }
    List<Target> targets = targets(request, t.flow());
    if (targets.isEmpty()) {
      answer(
          t, passwords.containsKey(user) ? Status.TEMPORARILY_UNAVAILABLE : Status.NOT_FOUND, now);
    } else {
      proxy().forward(t, targets, ForkListener.NONE, now);
    }
  }

  private boolean crosses() {
    return pending.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
  }

  private static String user(SipRequest request) {
    return request.requestUri() instanceof SipUri uri ? String.valueOf(uri.user()) : "";
  }

  private void answer(ServerTransaction t, Status status, long now) {
    String tag = engine().ids().statelessTag(t.request());
    engine().respond(t, SipResponse.to(t.request(), status, null, tag), now);
  }

  private boolean ours(SipUri uri) {
    return uri.host().equals(HOST)
        && (uri.port() < 0
            || uri.port() == port(TransportProtocol.UDP)
            || uri.port() == port(TransportProtocol.TLS));
  }

  private List<Target> targets(SipRequest received, Flow from) {
    String mark = LoopDetection.mark(received);
    SipRequest request = RequestForwarding.routed(received, this::ours);
    if (!(RequestForwarding.nextHop(request) instanceof SipUri hop)) {
      return List.of();
    }
    List<Target> out = new ArrayList<>();
    if (!ours(hop) || known(hop) != null) {
      SipRequest on = RequestForwarding.forwarded(request, request.requestUri(), null);
      out.add(new Target(on, flow(hop), mark));
      return out;
    }
    for (Binding b : bindings.getOrDefault(String.valueOf(hop.user()), Map.of()).values()) {
      boolean stays =
          challengesDialogs || from.protocol().reliable() || b.flow.protocol().reliable();
      SipUri self = SipUri.of(false, null, HOST, port(TransportProtocol.UDP)).withParam("lr", null);
      SipRequest on =
          RequestForwarding.forwarded(
              tampers ? tampered(request) : request, b.contact, stays ? self : null);
      out.add(new Target(vouched(on), b.flow, mark));
    }
    return out;
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

  private static SipRequest vouched(SipRequest request) {
    NameAddr from = request.from();
    String name = "Test " + (from.uri() instanceof SipUri u ? u.user() : "");
    NameAddr asserted = new NameAddr(name, from.uri(), NameAddr.of(from.uri()).params());
    return request.withHeaders(
        request.headers().edit().set(HeaderName.P_ASSERTED_IDENTITY, asserted.toString()).build());
  }

  private @Nullable Binding known(SipUri contact) {
    return bindings.values().stream()
        .flatMap(m -> m.values().stream())
        .filter(b -> b.contact.equals(contact))
        .findFirst()
        .orElse(null);
  }

  private Flow flow(SipUri hop) {
    Binding known = known(hop);
    if (known != null) {
      return known.flow;
    }
    return transport.flowTo(
        TransportProtocol.UDP,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), hop.portOrDefault()));
  }

  private void register(ServerTransaction t, SipRequest request, long now) {
    NameAddr contact = request.contacts().get(0);
    SipUri to = (SipUri) request.to().uri();
    Map<String, Binding> own =
        bindings.computeIfAbsent(String.valueOf(to.user()), u -> new LinkedHashMap<>());
    String instance = String.valueOf(contact.params().get("+sip.instance"));
    long expires = request.expires().orElse(3600);
    if (expires == 0 && keepsTerminals) {
      answer(t, Status.SERVICE_UNAVAILABLE, now);
      return;
    }
    if (expires == 0) {
      own.remove(instance);
    } else {
      own.put(instance, new Binding((SipUri) contact.uri(), t.flow()));
    }
    SipResponse ok = SipResponse.to(request, Status.OK, null, engine().ids().tag());
    engine()
        .respond(
            t,
            ok.withHeaders(
                ok.headers().edit().append(HeaderName.EXPIRES, Long.toString(expires)).build()),
            now);
  }

  @Override
  public void onAck(SipRequest ack, Flow from, long now) {
    SipRequest request = RequestForwarding.routed(ack, this::ours);
    SipRequest on = RequestForwarding.forwarded(request, request.requestUri(), null);
    if (RequestForwarding.nextHop(on) instanceof SipUri hop && (!ours(hop) || known(hop) != null)) {
      proxy().forwardAck(on, flow(hop));
    }
  }

  @Override
  public void onCancel(ServerTransaction invite, SipRequest cancel, long now) {
    proxy().cancel(invite, cancel, now);
  }

  @Override
  public void close() {
    transport.close();
  }
}
