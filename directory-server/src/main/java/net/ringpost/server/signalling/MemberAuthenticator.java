// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import java.net.InetAddress;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import net.ringpost.db.account.Account;
import net.ringpost.db.account.MemberName;
import net.ringpost.server.account.MemberLookup;
import net.ringpost.server.routing.Caller;
import net.ringpost.sip.engine.Engine;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.engine.ServerTransaction;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.proxy.OriginatorAuthenticator;
import net.ringpost.sip.proxy.OwnHosts;
import org.jspecify.annotations.Nullable;

/**
 * Who calls: a member, a trusted peer, or a stranger where strangers may call. Who says to be of
 * our domain has to prove it.
 */
final class MemberAuthenticator implements OriginatorAuthenticator<Caller> {
  /** What strangers may send to a member: everything else could make a terminal act for them. */
  private static final Set<Method> FOR_STRANGERS =
      Set.of(Method.INVITE, Method.MESSAGE, Method.OPTIONS);

  private final Engine engine;
  private final LocalResponses answers;
  private final RequestAuthenticator digest;
  private final MemberLookup people;
  private final OwnHosts own;
  private final Predicate<InetAddress> trusted;
  private final boolean closed;

  /**
   * @param trusted whose word is taken for whom they speak
   * @param closed whether strangers may not call
   */
  MemberAuthenticator(
      Engine engine,
      RequestAuthenticator digest,
      MemberLookup people,
      OwnHosts own,
      Predicate<InetAddress> trusted,
      boolean closed) {
    this.engine = engine;
    this.answers = new LocalResponses(engine.ids());
    this.digest = digest;
    this.people = people;
    this.own = own;
    this.trusted = trusted;
    this.closed = closed;
  }

  /** Whether a request to a number has to be a member's. */
  boolean challenges(SipRequest request, Flow from) {
    return !trusted.test(from.remote().getAddress()) && ownFrom(request) != null;
  }

  @Override
  public void identify(ServerTransaction transaction, long now, Consumer<Caller> then) {
    SipRequest request = transaction.request();
    SipUri from = ownFrom(request);
    if (trusted.test(transaction.flow().remote().getAddress())) {
      trustedPeer(from, then);
    } else if (from != null) {
      digest.judge(
          request,
          transaction.flow(),
          RequestAuthenticator.Asking.PROXY,
          now,
          verdict -> {
            switch (verdict) {
              case RequestAuthenticator.Rejected t -> engine.respond(transaction, t.answer(), now);
              case RequestAuthenticator.Admitted a -> {
                engine.proved(transaction);
                member(transaction, request, a, from, then, now);
              }
            }
          });
    } else if (closed || !FOR_STRANGERS.contains(request.method())) {
      engine.respond(transaction, answers.of(request, Status.FORBIDDEN, "For members only"), now);
    } else {
      then.accept(new Caller.Stranger());
    }
  }

  private @Nullable SipUri ownFrom(SipRequest request) {
    return request.from().uri() instanceof SipUri uri && own.owns(uri.host()) ? uri : null;
  }

  private void trustedPeer(@Nullable SipUri from, Consumer<Caller> then) {
    String user = from == null ? null : from.user();
    if (user == null) {
      then.accept(new Caller.Trusted(null));
      return;
    }
    people.find(user, found -> then.accept(new Caller.Trusted(found.memberOrNull())));
  }

  // The transaction's own request is forgotten if the caller has given up meanwhile.
  private void member(
      ServerTransaction transaction,
      SipRequest request,
      RequestAuthenticator.Admitted admitted,
      SipUri from,
      Consumer<Caller> then,
      long now) {
    Account account = admitted.member().account();
    if (isNameOf(account, from.user())) {
      then.accept(new Caller.Known(admitted.member()));
      return;
    }
    String reason = "From is not you: use sip:" + account.number() + "@" + from.host();
    engine.respond(transaction, answers.of(request, Status.FORBIDDEN, reason), now);
  }

  /** Whether it is the account's number or ID. */
  static boolean isNameOf(Account account, @Nullable String user) {
    if (user == null) {
      return false;
    }
    String name = MemberName.canonical(user);
    return name.equals(MemberName.canonical(account.number()))
        || name.equals(MemberName.canonical(account.id()));
  }
}
