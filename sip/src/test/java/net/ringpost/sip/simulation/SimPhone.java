// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.simulation;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import net.ringpost.sip.dialog.Body;
import net.ringpost.sip.dialog.Call;
import net.ringpost.sip.dialog.CallEnd;
import net.ringpost.sip.dialog.Identity;
import net.ringpost.sip.dialog.IncomingCall;
import net.ringpost.sip.dialog.Paths;
import net.ringpost.sip.dialog.Registration;
import net.ringpost.sip.dialog.RegistrationClient;
import net.ringpost.sip.dialog.RegistrationHandler;
import net.ringpost.sip.dialog.RegistrationSettings;
import net.ringpost.sip.dialog.RequestOutcome;
import net.ringpost.sip.dialog.UserAgent;
import net.ringpost.sip.dialog.UserAgentHandler;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.engine.ServerTransaction;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.message.TransportProtocol;
import net.ringpost.sip.message.Uri;
import net.ringpost.sip.transaction.Timers;
import org.jspecify.annotations.Nullable;

/** A telephone that does what its habits say, and remembers its calls. */
final class SimPhone implements UserAgentHandler, RegistrationHandler, Paths {
  /**
   * What it does with a call that comes, in nanoseconds from the INVITE on; {@link Timers#NEVER}
   * for not at all.
   */
  record Habits(long rings, long answers, long refuses, Status refusal) {}

  /** A call as this phone saw it. */
  static final class Seen {
    final Call call;
    boolean pickedUp;
    long pickedUpAt;
    long endedAt;
    int connections;
    int ends;
    @Nullable CallEnd end;

    Seen(Call call) {
      this.call = call;
    }
  }

  private static final byte[] SDP = "v=0\r\n".getBytes(StandardCharsets.US_ASCII);

  final String name;
  final UserAgent agent;
  final RegistrationClient registration;
  final List<Seen> seen = new ArrayList<>();
  final List<RequestOutcome> messageOutcomes = new ArrayList<>();
  int messagesReceived;
  int timesRegistered;
  private final SimNet net;
  private final InetSocketAddress address;
  private final Habits habits;

  SimPhone(
      SimNet net,
      String name,
      String member,
      InetSocketAddress address,
      InetSocketAddress server,
      Habits habits,
      RandomGenerator random,
      Timers timers) {
    this.net = net;
    this.name = name;
    this.address = address;
    this.habits = habits;
    SipUri aor = SipUri.of(false, member, server.getHostString(), -1);
    Identity who = new Identity(aor, name, "urn:uuid:" + name, "Sim");
    this.agent = new UserAgent(who, this, SimPhone::credentials, this, net.wire(), random, timers);
    SipUri registrar = SipUri.of(false, null, server.getHostString(), -1);
    this.registration =
        new RegistrationClient(
            agent,
            registrar,
            new RegistrationSettings(600, 2_000_000_000L, 120_000_000_000L),
            this);
    net.add(address, agent.engine());
  }

  private static @Nullable SipRequest credentials(SipRequest request, SipResponse challenge) {
    HeaderName name =
        challenge.code() == 401 ? HeaderName.AUTHORIZATION : HeaderName.PROXY_AUTHORIZATION;
    return request.headers().has(name)
        ? null
        : request.withHeaders(request.headers().edit().append(name, "Sim me").build());
  }

  boolean idle() {
    return agent.engine().counts().idle() && agent.liveCalls() == 0;
  }

  @Override
  public String toString() {
    return name + " " + agent.engine().counts() + ", calls " + agent.liveCalls();
  }

  Seen call(Uri target) {
    Call call = agent.call(target, Body.sdp(SDP), List.of(), this, net.now());
    net.note(name + " calls");
    return find(call);
  }

  void hangUp(Call call) {
    net.note(name + " hangs up");
    call.hangUp(net.now());
  }

  void hangUpAll() {
    for (Seen s : List.copyOf(seen)) {
      if (s.end == null) {
        hangUp(s.call);
      }
    }
  }

  void reinviteAll() {
    for (Seen s : seen) {
      if (s.end == null && s.call.dialog() != null) {
        s.call.reinvite(Body.sdp(SDP), net.now());
      }
    }
  }

  void text(Uri target) {
    Body body = new Body("text/plain", "hello".getBytes(StandardCharsets.UTF_8));
    agent.message(target, body, (o, t) -> messageOutcomes.add(o), net.now());
  }

  private Seen find(Call call) {
    for (Seen s : seen) {
      if (s.call == call) {
        return s;
      }
    }
    Seen s = new Seen(call);
    seen.add(s);
    return s;
  }

  @Override
  public void onCall(IncomingCall call, long now) {
    Seen s = find(call);
    if (habits.rings != Timers.NEVER) {
      net.after(habits.rings, () -> ifWaiting(s, () -> ring(call)));
    }
    if (habits.answers != Timers.NEVER) {
      net.after(habits.answers, () -> ifWaiting(s, () -> answer(s, call)));
    }
    if (habits.refuses != Timers.NEVER) {
      net.after(habits.refuses, () -> ifWaiting(s, () -> call.reject(habits.refusal, net.now())));
    }
  }

  private static void ifWaiting(Seen s, Runnable what) {
    if (s.end == null && !s.pickedUp) {
      what.run();
    }
  }

  private void ring(IncomingCall call) {
    call.ring(Status.RINGING, Body.NONE, net.now());
  }

  private void answer(Seen s, IncomingCall call) {
    net.note(name + " picks up");
    s.pickedUp = true;
    s.pickedUpAt = net.now();
    call.answer(Body.sdp(SDP), net.now());
  }

  @Override
  public void onAnswered(Call call, SipMessage message, long now) {
    net.note(name + " is connected");
    find(call).connections++;
  }

  @Override
  public void onOffer(Call call, SipRequest request, long now) {
    call.acceptOffer(Body.sdp(SDP), now);
  }

  @Override
  public void onEnded(Call call, CallEnd end, long now) {
    net.note(name + " " + end.cause());
    Seen s = find(call);
    s.ends++;
    s.endedAt = now;
    s.end = end;
  }

  @Override
  public void onRequest(UserAgent a, ServerTransaction t, SipRequest request, long now) {
    messagesReceived++;
    a.respond(t, Status.OK, Body.NONE, now);
  }

  @Override
  public void onRegistered(SipResponse response, long seconds, long now) {
    timesRegistered++;
    net.note(name + " registered");
  }

  @Override
  public void onOffline(String reason, long retryIn, long now) {
    net.note(name + " offline: " + reason);
  }

  @Override
  public void onRefused(RequestOutcome outcome, long now) {
    net.note(name + " refused: " + outcome.text());
  }

  @Override
  public void onLeft(long now) {
    net.note(name + " left");
  }

  @Override
  public void onNotRegistered(long now) {
    net.note(name + " was not registered");
  }

  @Override
  public void onNotLeft(String reason, long now) {
    net.note(name + " not left: " + reason);
  }

  boolean registered() {
    return registration.state() instanceof Registration.Registered;
  }

  @Override
  public @Nullable Flow toward(Uri nextHop) {
    return flow(address, nextHop);
  }

  @Override
  public SipUri contact(Flow flow) {
    return SipUri.of(false, name, address.getHostString(), address.getPort());
  }

  /** Addresses only: there are no names in the simulated network. */
  static @Nullable Flow flow(InetSocketAddress local, Uri nextHop) {
    if (!(nextHop instanceof SipUri uri)) {
      return null;
    }
    InetSocketAddress to = at(uri.host(), uri.portOrDefault());
    return new Flow(TransportProtocol.UDP, local, to, 0);
  }

  static InetSocketAddress at(String literal, int port) {
    try {
      return new InetSocketAddress(InetAddress.getByName(literal), port);
    } catch (UnknownHostException e) {
      throw new AssertionError("not an address: " + literal, e);
    }
  }
}
