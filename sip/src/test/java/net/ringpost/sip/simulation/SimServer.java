// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.simulation;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import net.ringpost.sip.engine.Engine;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.engine.ServerTransaction;
import net.ringpost.sip.engine.TransactionUser;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.NameAddr;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.message.TransportProtocol;
import net.ringpost.sip.message.Uri;
import net.ringpost.sip.proxy.ForkListener;
import net.ringpost.sip.proxy.LoopDetection;
import net.ringpost.sip.proxy.Proxy;
import net.ringpost.sip.proxy.RequestForwarding;
import net.ringpost.sip.proxy.Target;
import net.ringpost.sip.transaction.Timers;
import org.jspecify.annotations.Nullable;

/** A registrar and forking proxy as small as can be, made of the parts under test. */
final class SimServer implements TransactionUser {
  private record Binding(SipUri contact, Flow flow) {}

  private final InetSocketAddress address;
  private final boolean recordsRoute;
  private final Engine engine;
  private final Proxy proxy;
  private final Map<String, Map<String, Binding>> bindings = new LinkedHashMap<>();

  SimServer(
      SimNet net,
      InetSocketAddress address,
      RandomGenerator random,
      Timers timers,
      boolean recordsRoute) {
    this.address = address;
    this.recordsRoute = recordsRoute;
    this.engine = new Engine(net.wire(), e -> this, random, timers);
    this.proxy = new Proxy(engine);
    net.add(address, engine);
  }

  boolean idle() {
    return engine.counts().idle() && proxy.pending() == 0;
  }

  int bindings() {
    return bindings.values().stream().mapToInt(Map::size).sum();
  }

  @Override
  public String toString() {
    return "server " + engine.counts() + ", forks " + proxy.pending();
  }

  /** A challenge needs no transaction. */
  @Override
  public boolean answerStateless(SipRequest request, Flow from, long now) {
    boolean register = request.method().equals(Method.REGISTER);
    if (request.toTag() != null || allowed(request, register)) {
      return false;
    }
    Status status = register ? Status.UNAUTHORIZED : Status.PROXY_AUTHENTICATION_REQUIRED;
    SipResponse r = SipResponse.to(request, status, null, engine.ids().statelessTag(request));
    HeaderName challenge = register ? HeaderName.WWW_AUTHENTICATE : HeaderName.PROXY_AUTHENTICATE;
    engine.sendStateless(
        r.withHeaders(r.headers().edit().append(challenge, "Sim realm=\"sim\"").build()), from);
    return true;
  }

  private static boolean allowed(SipRequest request, boolean register) {
    HeaderName name = register ? HeaderName.AUTHORIZATION : HeaderName.PROXY_AUTHORIZATION;
    return request.headers().has(name);
  }

  @Override
  public void onRequest(ServerTransaction t, SipRequest request, long now) {
    if (request.method().equals(Method.REGISTER)) {
      register(t, request, now);
    } else if (LoopDetection.isLoop(request, v -> v.host().equals(address.getHostString()))) {
      answer(t, Status.LOOP_DETECTED, now);
    } else {
      List<Target> targets = targets(request);
      if (targets.isEmpty()) {
        answer(t, Status.TEMPORARILY_UNAVAILABLE, now);
      } else {
        if (request.method().equals(Method.INVITE)) {
          engine.respond(t, SipResponse.to(request, Status.TRYING, null, null), now);
        }
        proxy.forward(t, targets, ForkListener.NONE, now);
      }
    }
  }

  private void answer(ServerTransaction t, Status status, long now) {
    SipRequest request = t.request();
    engine.respond(
        t, SipResponse.to(request, status, null, engine.ids().statelessTag(request)), now);
  }

  private boolean ours(SipUri uri) {
    return uri.host().equals(address.getHostString());
  }

  private List<Target> targets(SipRequest received) {
    String mark = LoopDetection.mark(received);
    SipRequest request = RequestForwarding.routed(received, this::ours);
    if (!(RequestForwarding.nextHop(request) instanceof SipUri hop) || !ours(hop)) {
      SipRequest on = RequestForwarding.forwarded(request, request.requestUri(), null);
      Flow flow = flow(RequestForwarding.nextHop(on));
      return flow == null ? List.of() : List.of(new Target(on, flow, mark));
    }
    List<Target> out = new ArrayList<>();
    SipUri self = SipUri.of(false, null, address.getHostString(), 5060).withParam("lr", null);
    for (Binding b : bindings.getOrDefault(hop.user(), Map.of()).values()) {
      SipRequest on = RequestForwarding.forwarded(request, b.contact, recordsRoute ? self : null);
      out.add(new Target(on, b.flow, mark));
    }
    return out;
  }

  private @Nullable Flow flow(Uri hop) {
    return SimPhone.flow(address, hop);
  }

  private void register(ServerTransaction t, SipRequest request, long now) {
    NameAddr contact = request.contacts().get(0);
    SipUri to = (SipUri) request.to().uri();
    Map<String, Binding> own =
        bindings.computeIfAbsent(String.valueOf(to.user()), u -> new LinkedHashMap<>());
    String instance = String.valueOf(contact.params().get("+sip.instance"));
    long expires = request.expires().orElse(3600);
    if (expires == 0) {
      own.remove(instance);
    } else {
      Flow flow = new Flow(TransportProtocol.UDP, address, t.flow().remote(), 0);
      own.put(instance, new Binding((SipUri) contact.uri(), flow));
    }
    SipResponse ok = SipResponse.to(request, Status.OK, null, engine.ids().tag());
    engine.respond(
        t,
        ok.withHeaders(
            ok.headers().edit().append(HeaderName.EXPIRES, Long.toString(expires)).build()),
        now);
  }

  @Override
  public void onAck(SipRequest ack, Flow from, long now) {
    SipRequest request = RequestForwarding.routed(ack, this::ours);
    SipRequest on = RequestForwarding.forwarded(request, request.requestUri(), null);
    Flow flow = flow(RequestForwarding.nextHop(on));
    if (flow != null && !flow.remote().equals(address)) {
      proxy.forwardAck(on, flow);
    }
  }

  @Override
  public void onCancel(ServerTransaction invite, SipRequest cancel, long now) {
    proxy.cancel(invite, cancel, now);
  }
}
