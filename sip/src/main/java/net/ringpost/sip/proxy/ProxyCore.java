// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.proxy;

import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;
import net.ringpost.sip.engine.Engine;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.engine.ServerTransaction;
import net.ringpost.sip.message.HeaderEditor;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.Reason;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.proxy.LocationService.Found;
import net.ringpost.sip.registrar.Binding;
import net.ringpost.sip.transaction.Timers;
import org.jspecify.annotations.Nullable;

/**
 * The proxy (RFC 3261 §16): takes each request to where it belongs, or says why it goes nowhere. To
 * a number's terminals it goes to all at once, or their addresses go to the caller. What it needs
 * to know of members it asks through its ports. For one event loop.
 *
 * @param <C> what is known of a caller
 * @param <A> what is known of a callee
 */
public final class ProxyCore<C extends Originator, A extends AddressOfRecord> {
  private static final String RETRY_SECONDS = "2";

  /**
   * Whom the proxy asks.
   *
   * @param clock the time on the scale of the engine's, for answers that come later
   */
  public record Ports<C extends Originator, A extends AddressOfRecord>(
      OriginatorAuthenticator<C> authenticator,
      LocationService<C, A> location,
      CallEvents<C, A> events,
      Retargeting<C, A> retargeting,
      LocalUserAgent<C> local,
      LongSupplier clock) {}

  private final Engine engine;
  private final Router router;
  private final RequestTargets targets;
  private final Ports<C, A> ports;
  private final ForkingProxy proxy;

  /** A proxy over this engine. */
  public ProxyCore(Engine engine, Router router, RequestTargets targets, Ports<C, A> ports) {
    this.engine = engine;
    this.router = router;
    this.targets = targets;
    this.ports = ports;
    this.proxy = new ForkingProxy(engine);
  }

  /** How many requests are at terminals and have no final answer yet. */
  public int pending() {
    return proxy.pending();
  }

  /** Where a request is to go. */
  public Destination route(SipRequest request) {
    return router.route(request);
  }

  /**
   * A request has come.
   *
   * @param destination what {@link #route} says of it
   */
  public void onRequest(
      ServerTransaction transaction, SipRequest request, Destination destination, long now) {
    switch (destination) {
      case Destination.Refused r when ports.local.hasDialog(request) -> {
        engine.proved(transaction);
        ports.local.withinDialog(transaction, request, now);
      }
      case Destination.Refused r -> engine.respond(transaction, refusal(request, r), now);
      case Destination.Server s -> ports.local.toServer(transaction, request, now);
      case Destination.InDialog d -> {
        engine.proved(transaction);
        withinDialog(transaction, d, now);
      }
      case Destination.Dialled d ->
          ports.authenticator.identify(
              transaction, now, caller -> dialled(transaction, d, caller, now));
    }
  }

  /** The ACK for a 2xx has come. */
  public void onAck(SipRequest ack, Flow from, long now) {
    if (router.route(ack) instanceof Destination.InDialog dialog) {
      Target target = targets.withinDialog(dialog.request(), from, dialog, now);
      if (target != null) {
        proxy.forwardAck(target.request(), target.flow());
      }
    } else if (ports.local.hasDialog(ack)) {
      ports.local.onAck(ack, from, now);
    }
  }

  /**
   * The caller gives up.
   *
   * @param cancel whose Reason the terminals are told
   */
  public void onCancel(ServerTransaction invite, SipRequest cancel, long now) {
    if (ports.local.holds(invite)) {
      ports.local.onCancel(invite, cancel, now);
    } else if (!proxy.cancel(invite, cancel, now)) {
      refuse(invite, Status.REQUEST_TERMINATED, now);
    }
  }

  /** A further 2xx to an INVITE that was accepted and let go of (RFC 6026 §7.2). */
  public void onLateSuccess(SipResponse response, Flow upstream) {
    proxy.forwardLate(response, upstream);
  }

  private void dialled(
      ServerTransaction transaction, Destination.Dialled dialled, C caller, long now) {
    if (transaction.answered()) {
      // Cancelled while we asked: all that is left is to find out whose call it was.
      if (!ports.local.serves(dialled.user()) && dialled.request().method().equals(Method.INVITE)) {
        ports.location.find(
            dialled, caller, f -> failed(dialled, caller, f, Status.REQUEST_TERMINATED));
      }
      return;
    }
    if (!ports.local.takes(transaction, dialled, caller, now)) {
      ports.location.find(dialled, caller, f -> found(transaction, dialled, caller, f));
    }
  }

  private void found(
      ServerTransaction transaction, Destination.Dialled dialled, C caller, Found<A> found) {
    if (transaction.answered()) {
      failed(dialled, caller, found, Status.REQUEST_TERMINATED); // cancelled while we searched
      return;
    }
    long now = ports.clock.getAsLong();
    switch (found) {
      case LocationService.Known<A> k -> forward(transaction, dialled, caller, k.callee(), now);
      case LocationService.NotFound<A> n -> {
        failed(dialled, caller, found, Status.NOT_FOUND);
        refuse(transaction, Status.NOT_FOUND, now);
      }
      case LocationService.Unavailable<A> u -> {
        failed(dialled, caller, found, Status.SERVICE_UNAVAILABLE);
        engine.respond(transaction, unavailable(transaction.request(), u.reason()), now);
      }
    }
  }

  /** An attempt that ends before any terminal is asked. */
  private void failed(Destination.Dialled dialled, C caller, Found<A> found, Status outcome) {
    CallEvents<C, A> events = ports.events;
    events.decided(events.began(dialled.request(), dialled, caller, found.callee()), outcome);
  }

  private void forward(
      ServerTransaction transaction, Destination.Dialled dialled, C caller, A callee, long now) {
    SipRequest received = transaction.request();
    List<Binding> bindings = ports.location.targets(callee.account(), now);
    if (received.requestUri() instanceof SipUri uri && uri.secure()) {
      // RFC 3261 §26.2.2: a sips: address is reached over encrypted hops or not at all.
      bindings = bindings.stream().filter(b -> b.flow().protocol().secure()).toList();
    }
    UUID call = ports.events.began(received, dialled, caller, callee);
    if (bindings.isEmpty()) {
      ports.events.decided(call, Status.TEMPORARILY_UNAVAILABLE);
      if (!retargeted(transaction, caller, callee, Status.TEMPORARILY_UNAVAILABLE, call, now)) {
        refuse(transaction, Status.TEMPORARILY_UNAVAILABLE, now);
      }
    } else if (ports.location.redirects(received, callee, bindings)) {
      ports.events.decided(call, Status.MOVED_TEMPORARILY);
      engine.respond(transaction, redirection(received, bindings), now);
    } else {
      long timeout =
          received.method().equals(Method.INVITE)
              ? ports.retargeting.noAnswerTimeout(callee)
              : Timers.NEVER;
      proxy.forward(
          transaction,
          targets.ofNumber(transaction, dialled.request(), caller, callee, bindings, call),
          following(transaction, caller, callee, call),
          timeout == Timers.NEVER ? Timers.NEVER : now + timeout,
          now);
    }
  }

  private boolean retargeted(
      ServerTransaction transaction, C caller, A callee, Status why, UUID call, long now) {
    return transaction.request().method().equals(Method.INVITE)
        && ports.retargeting.retarget(transaction, caller, callee, why, call, now);
  }

  /** Tells what becomes of a call, and has it retargeted if nobody answers. */
  private ForkListener following(ServerTransaction transaction, C caller, A callee, UUID call) {
    return new ForkListener() {
      @Override
      public boolean retarget(FinalResponse response, long now) {
        if (!retargeted(transaction, caller, callee, response.status(), call, now)) {
          return false;
        }
        ports.events.decided(call, response.status());
        return true;
      }

      @Override
      public void onAccepted(SipResponse response, long now) {
        ports.events.decided(call, response.status());
      }

      @Override
      public void onConcluded(FinalResponse response, long now) {
        ports.events.decided(call, response.status());
      }
    };
  }

  /** A request along a dialog in which we stay: nobody has to prove anything again. */
  private void withinDialog(ServerTransaction transaction, Destination.InDialog dialog, long now) {
    Target target = targets.withinDialog(transaction.request(), transaction.flow(), dialog, now);
    if (target == null) {
      refuse(transaction, Status.FLOW_FAILED, now);
      return;
    }
    if (dialog.request().method().equals(Method.BYE)) {
      ports.events.ended(dialog.target().call(), failure(dialog.request()));
    }
    proxy.forward(transaction, List.of(target), ForkListener.NONE, now);
  }

  /** RFC 3326: why a call that was answered was none all the same; null if it was one. */
  private static @Nullable Status failure(SipRequest bye) {
    Reason why = Reason.ofSip(bye);
    return why != null && why.cause() >= 400 && why.cause() < 700 ? Status.of(why.cause()) : null;
  }

  /** RFC 3261 §8.3: where the callee's terminals are. */
  private SipResponse redirection(SipRequest received, List<Binding> bindings) {
    SipResponse moved =
        SipResponse.to(received, Status.MOVED_TEMPORARILY, null, engine.ids().tag());
    HeaderEditor edit = moved.headers().edit();
    for (Binding b : bindings) {
      edit.append(HeaderName.CONTACT, "<" + b.contact() + ">");
    }
    return moved.withHeaders(edit.build());
  }

  private void refuse(ServerTransaction transaction, Status status, long now) {
    SipRequest request = transaction.request();
    engine.respond(transaction, SipResponse.to(request, status, null, engine.ids().tag()), now);
  }

  private SipResponse refusal(SipRequest request, Destination.Refused refused) {
    SipResponse plain =
        SipResponse.to(request, refused.status(), refused.reason(), engine.ids().tag());
    HeaderName header = refused.header();
    return header == null
        ? plain
        : plain.withHeaders(plain.headers().edit().append(header, refused.value()).build());
  }

  private SipResponse unavailable(SipRequest request, String reason) {
    SipResponse plain =
        SipResponse.to(request, Status.SERVICE_UNAVAILABLE, reason, engine.ids().tag());
    HeaderEditor edit = plain.headers().edit().set(HeaderName.RETRY_AFTER, RETRY_SECONDS);
    return plain.withHeaders(edit.build());
  }
}
