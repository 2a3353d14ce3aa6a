// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import java.util.Set;
import net.ringpost.db.account.Member;
import net.ringpost.server.routing.Attendant;
import net.ringpost.server.routing.Caller;
import net.ringpost.sip.engine.Engine;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.engine.ServerTransaction;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.proxy.Destination;
import net.ringpost.sip.proxy.LocalUserAgent;
import net.ringpost.sip.proxy.OriginatorAuthenticator;
import org.jspecify.annotations.Nullable;

/** What the server answers itself: registrations, voice mail, subscriptions. */
final class ServerUserAgent implements LocalUserAgent<Caller> {
  /** RFC 6665, RFC 3903: what is about events. */
  private static final Set<Method> EVENTS = Set.of(Method.SUBSCRIBE, Method.PUBLISH, Method.NOTIFY);

  private final Engine engine;
  private final LocalResponses answers;
  private final Attendant attendant;
  private final RegisterHandler registers;
  private final OriginatorAuthenticator<Caller> authenticator;

  ServerUserAgent(
      Engine engine,
      Attendant attendant,
      RegisterHandler registers,
      OriginatorAuthenticator<Caller> authenticator) {
    this.engine = engine;
    this.answers = new LocalResponses(engine.ids());
    this.attendant = attendant;
    this.registers = registers;
    this.authenticator = authenticator;
  }

  @Override
  public void toServer(ServerTransaction transaction, SipRequest request, long now) {
    if (request.headers().has(HeaderName.REQUIRE)) {
      respond(transaction, answers.unsupported(request), now);
    } else if (request.method().equals(Method.REGISTER)) {
      registers.register(transaction, request, now);
    } else {
      // OPTIONS was answered before a transaction was made.
      respond(transaction, answers.noSuchMethod(request), now);
    }
  }

  @Override
  public boolean serves(String user) {
    return attendant.serves(user);
  }

  @Override
  public boolean takes(
      ServerTransaction transaction, Destination.Dialled dialled, Caller caller, long now) {
    SipRequest request = dialled.request();
    Method method = request.method();
    if (method.equals(Method.OPTIONS) && caller instanceof Caller.Stranger) {
      // DEVIATION RFC 3261 §11.2: not what an INVITE would get, but the same for each number, and
      // without looking: it would tell, unheard, who is there and who is on.
      respond(transaction, answers.of(request, Status.NOT_FOUND, null), now);
    } else if (method.equals(Method.SUBSCRIBE)) {
      subscribe(transaction, owner(dialled.user(), caller), now);
    } else if (attendant.serves(dialled.user())) {
      service(transaction, caller, now);
    } else if (EVENTS.contains(method)) {
      respond(transaction, answers.badEvent(request, attendant.events()), now);
    } else {
      return false;
    }
    return true;
  }

  /** The caller, if it is the caller's own number, or a service that is about it. */
  private @Nullable Member owner(String user, Caller caller) {
    Member member = caller.memberOrNull();
    boolean own =
        member != null
            && (MemberAuthenticator.isNameOf(member.account(), user) || attendant.serves(user));
    return own ? member : null;
  }

  /** A service of the server's own, such as {@code *97}. */
  private void service(ServerTransaction transaction, Caller caller, long now) {
    if (caller instanceof Caller.Known known) {
      attendant.dialled(transaction, known.member(), now);
    } else {
      respond(transaction, answers.of(transaction.request(), Status.FORBIDDEN, null), now);
    }
  }

  @Override
  public boolean hasDialog(SipRequest request) {
    return attendant.has(request);
  }

  /** A dialog's identifiers can be overheard: who subscribes further proves it again. */
  @Override
  public void withinDialog(ServerTransaction transaction, SipRequest request, long now) {
    if (request.method().equals(Method.SUBSCRIBE)) {
      authenticator.identify(
          transaction, now, caller -> subscribe(transaction, caller.memberOrNull(), now));
    } else if (request.method().equals(Method.OPTIONS) && attendant.isSubscription(request)) {
      respond(transaction, answers.subscriptionOptions(request, attendant.events()), now);
    } else {
      attendant.dialogs().onRequest(transaction, request, now);
    }
  }

  @Override
  public void onAck(SipRequest ack, Flow from, long now) {
    attendant.dialogs().onAck(ack, from, now);
  }

  @Override
  public boolean holds(ServerTransaction invite) {
    return attendant.holds(invite);
  }

  @Override
  public void onCancel(ServerTransaction invite, SipRequest cancel, long now) {
    attendant.dialogs().onCancel(invite, cancel, now);
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

  private void respond(ServerTransaction transaction, SipResponse response, long now) {
    engine.respond(transaction, response, now);
  }
}
