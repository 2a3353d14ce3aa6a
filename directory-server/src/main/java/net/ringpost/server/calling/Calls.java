// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.calling;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import net.ringpost.db.account.Member;
import net.ringpost.db.account.VoicemailReason;
import net.ringpost.server.location.Binding;
import net.ringpost.server.location.Location;
import net.ringpost.sip.engine.Alarm;
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
import net.ringpost.sip.proxy.Conclusion;
import net.ringpost.sip.proxy.Diversion;
import net.ringpost.sip.proxy.ForkListener;
import net.ringpost.sip.proxy.Proxy;
import net.ringpost.sip.proxy.Target;
import net.ringpost.sip.transaction.Timers;
import org.jspecify.annotations.Nullable;

/**
 * Calls and messages to numbers: to all of a number's terminals at once (RFC 3261 §16), or the
 * terminals' addresses to the caller. On the signalling loop.
 */
public final class Calls {
  private static final String RETRY_SECONDS = "2";

  /**
   * A stranger is told no sooner that a number is none: a member who is at hand in memory and not
   * listed must not be told from a name that had to be searched for.
   */
  private static final long EVEN_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

  private final Engine engine;
  private final People people;
  private final Location location;
  private final CallPolicy policy;
  private final Paths paths;
  private final History history;
  private final LongSupplier clock;
  private final Proxy proxy;
  private final Attendant attendant;

  /**
   * @param paths how requests reach terminals and come back to us
   * @param clock {@code System::nanoTime}, outside tests
   */
  Calls(
      Engine engine,
      People people,
      Location location,
      CallPolicy policy,
      Paths paths,
      History history,
      Attendant attendant,
      LongSupplier clock) {
    this.engine = engine;
    this.people = people;
    this.location = location;
    this.policy = policy;
    this.paths = paths;
    this.history = history;
    this.attendant = attendant;
    this.clock = clock;
    this.proxy = new Proxy(engine);
  }

  /** How many requests are at terminals and not answered yet. */
  public int underWay() {
    return proxy.pending();
  }

  /** A request to one of our numbers, outside a dialog, from somebody who may send it. */
  public void dialled(
      ServerTransaction transaction, Destination.Dialled dialled, Caller caller, long now) {
    if (!location.loaded()) {
      SipRequest received = transaction.request();
      engine.respond(transaction, unavailable(received, "Starting, not ready yet"), now);
      answered(dialled, caller, Status.SERVICE_UNAVAILABLE);
      return;
    }
    seek(
        dialled,
        caller,
        found -> {
          if (caller instanceof Caller.Stranger && !(found instanceof People.One)) {
            Alarm due = engine.alarm(t -> found(transaction, dialled, caller, found));
            engine.set(due, now + EVEN_NANOS);
          } else {
            found(transaction, dialled, caller, found);
          }
        });
  }

  /** For strangers there is nobody at a number that is not listed. */
  private void seek(Destination.Dialled dialled, Caller caller, People.Then then) {
    people.find(
        dialled.user(),
        found -> {
          if (caller instanceof Caller.Stranger
              && found instanceof People.One one
              && !one.member().account().listed()) {
            people.miss(dialled.user(), then);
          } else {
            then.found(found);
          }
        });
  }

  /** The caller gave up before it was known who calls. */
  public void givenUp(Destination.Dialled dialled, Caller caller) {
    if (!serves(dialled.user())) {
      answered(dialled, caller, Status.REQUEST_TERMINATED);
    }
  }

  /** Nothing is left to do but to find out whose call it was, for the history. */
  private void answered(Destination.Dialled dialled, Caller caller, Status outcome) {
    if (dialled.request().method().equals(Method.INVITE)) {
      seek(dialled, caller, found -> failed(dialled, caller, found, outcome));
    }
  }

  private void failed(
      Destination.Dialled dialled, Caller caller, People.Found found, Status outcome) {
    history.failed(dialled.request(), dialled, caller, found.memberOrNull(), outcome);
  }

  private void found(
      ServerTransaction transaction,
      Destination.Dialled dialled,
      Caller caller,
      People.Found found) {
    if (transaction.answered()) {
      failed(dialled, caller, found, Status.REQUEST_TERMINATED); // cancelled while we searched
      return;
    }
    long now = clock.getAsLong();
    switch (found) {
      case People.One one -> call(transaction, dialled, caller, one.member(), now);
      case People.Nobody n -> {
        failed(dialled, caller, found, Status.NOT_FOUND);
        refuse(transaction, Status.NOT_FOUND, now);
      }
      case People.Unknown u -> {
        failed(dialled, caller, found, Status.SERVICE_UNAVAILABLE);
        String reason = "The number cannot be looked up now";
        engine.respond(transaction, unavailable(transaction.request(), reason), now);
      }
    }
  }

  private void call(
      ServerTransaction transaction,
      Destination.Dialled dialled,
      Caller caller,
      Member callee,
      long now) {
    SipRequest received = transaction.request();
    List<Binding> targets = location.bindings(callee.account().key(), now).targets(now);
    if (received.requestUri() instanceof SipUri uri && uri.secure()) {
      // RFC 3261 §26.2.2: a sips: address is reached over encrypted hops or not at all.
      targets = targets.stream().filter(b -> b.flow().protocol().secure()).toList();
    }
    if (targets.isEmpty()) {
      UUID call = history.began(received, dialled, caller, callee);
      history.decided(call, Status.TEMPORARILY_UNAVAILABLE);
      if (!taken(transaction, caller, callee, Status.TEMPORARILY_UNAVAILABLE, call, now)) {
        refuse(transaction, Status.TEMPORARILY_UNAVAILABLE, now);
      }
    } else if (policy.handsOver(received, callee.account().reach(), targets)) {
      history.failed(received, dialled, caller, callee, Status.MOVED_TEMPORARILY);
      engine.respond(transaction, handedOver(received, targets), now);
    } else {
      UUID call = history.began(received, dialled, caller, callee);
      List<Target> branches =
          paths.branches(transaction, dialled.request(), caller, callee, targets, call);
      long patience =
          received.method().equals(Method.INVITE)
              ? attendant.patience(callee.account())
              : Timers.NEVER;
      proxy.forward(
          transaction,
          branches,
          following(transaction, caller, callee, call),
          patience == Timers.NEVER ? Timers.NEVER : now + patience,
          now);
    }
  }

  private boolean taken(
      ServerTransaction transaction,
      Caller caller,
      Member callee,
      Status why,
      UUID call,
      long now) {
    VoicemailReason reason = reason(why);
    return reason != null
        && transaction.request().method().equals(Method.INVITE)
        && attendant.take(transaction, caller, callee.account(), reason, call, now);
  }

  /**
   * Why nobody talks to the caller; null where the caller could do better, as with another
   * description of its media (488, 606).
   */
  private static @Nullable VoicemailReason reason(Status status) {
    return switch (status.code()) {
      case 408 -> VoicemailReason.NO_ANSWER;
      case 486, 600 -> VoicemailReason.BUSY;
      case 603 -> VoicemailReason.DECLINED;
      case 404, 410, 430, 480 -> VoicemailReason.AWAY;
      case 606 -> null;
      default -> status.code() >= 500 ? VoicemailReason.FAILED : null;
    };
  }

  /** Writes down what becomes of a call, and has a message taken if nobody answers. */
  private ForkListener following(
      ServerTransaction transaction, Caller caller, Member callee, UUID call) {
    return new ForkListener() {
      @Override
      public Diversion divert(Conclusion conclusion, long now) {
        if (!taken(transaction, caller, callee, conclusion.status(), call, now)) {
          return Diversion.NONE;
        }
        history.decided(call, conclusion.status());
        return new Diversion.Taken();
      }

      @Override
      public void onAccepted(SipResponse response, long now) {
        history.decided(call, response.status());
      }

      @Override
      public void onConcluded(Conclusion conclusion, long now) {
        history.decided(call, conclusion.status());
      }
    };
  }

  /** RFC 3261 §8.3: where the callee's terminals are. */
  private SipResponse handedOver(SipRequest received, List<Binding> targets) {
    SipResponse moved =
        SipResponse.to(received, Status.MOVED_TEMPORARILY, null, engine.ids().tag());
    HeaderEditor edit = moved.headers().edit();
    for (Binding b : targets) {
      edit.append(HeaderName.CONTACT, "<" + b.contact() + ">");
    }
    return moved.withHeaders(edit.build());
  }

  private void refuse(ServerTransaction transaction, Status status, long now) {
    SipRequest request = transaction.request();
    engine.respond(transaction, SipResponse.to(request, status, null, engine.ids().tag()), now);
  }

  private SipResponse unavailable(SipRequest request, String reason) {
    SipResponse plain =
        SipResponse.to(request, Status.SERVICE_UNAVAILABLE, reason, engine.ids().tag());
    HeaderEditor edit = plain.headers().edit().set(HeaderName.RETRY_AFTER, RETRY_SECONDS);
    return plain.withHeaders(edit.build());
  }

  /** A request along a dialog in which we stay: nobody has to prove anything again. */
  public void withinDialog(ServerTransaction transaction, Destination.InDialog dialog, long now) {
    Target target = paths.withinDialog(transaction.request(), transaction.flow(), dialog, now);
    if (target == null) {
      refuse(transaction, Status.FLOW_FAILED, now);
      return;
    }
    if (dialog.request().method().equals(Method.BYE)) {
      history.ended(dialog.target().call(), failure(dialog.request()));
    }
    proxy.forward(transaction, List.of(target), ForkListener.NONE, now);
  }

  /** RFC 3326: why a call that was answered was none all the same; null if it was a talk. */
  private static @Nullable Status failure(SipRequest bye) {
    Reason why = Reason.ofSip(bye);
    return why != null && why.cause() >= 400 && why.cause() < 700 ? Status.of(why.cause()) : null;
  }

  /**
   * The ACK for a 2xx, along a dialog in which we stay.
   *
   * @param from where it came from
   */
  public void acknowledge(Destination.InDialog dialog, Flow from, long now) {
    Target target = paths.withinDialog(dialog.request(), from, dialog, now);
    if (target != null) {
      proxy.forwardAck(target.request(), target.flow());
    }
  }

  /** A service of the server's own, such as {@code *97}, from somebody who may use it. */
  public void service(ServerTransaction transaction, Caller caller, long now) {
    if (caller instanceof Caller.Known known) {
      attendant.dialled(transaction, known.member(), now);
    } else {
      refuse(transaction, Status.FORBIDDEN, now);
    }
  }

  /** Whether the number is a service of the server's own. */
  public boolean serves(String dialled) {
    return attendant.serves(dialled);
  }

  /**
   * The caller gives up.
   *
   * @param cancel whose Reason the terminals are told
   */
  public void cancel(ServerTransaction invite, SipRequest cancel, long now) {
    if (!proxy.cancel(invite, cancel, now)) {
      refuse(invite, Status.REQUEST_TERMINATED, now);
    }
  }
}
