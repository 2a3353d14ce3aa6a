// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import java.net.InetAddress;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import net.ringpost.db.account.Account;
import net.ringpost.server.registrar.Registrar;
import net.ringpost.sip.engine.Engine;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.engine.ServerTransaction;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.proxy.OwnHosts;
import org.jspecify.annotations.Nullable;

/** REGISTER (RFC 3261 §10.3): who may register what, and what the registrar answers. */
final class RegisterHandler {
  private final Engine engine;
  private final LocalResponses answers;
  private final RequestAuthenticator digest;
  private final Registrar registrar;
  private final RegistrationHeaders introduction;
  private final OwnHosts own;
  private final Predicate<InetAddress> trusted;
  private final LongSupplier clock;

  /**
   * @param introduction what is told to terminals that register
   * @param trusted whose word is taken for their contacts' addresses
   * @param clock the time on the scale of the engine's
   */
  RegisterHandler(
      Engine engine,
      RequestAuthenticator digest,
      Registrar registrar,
      RegistrationHeaders introduction,
      OwnHosts own,
      Predicate<InetAddress> trusted,
      LongSupplier clock) {
    this.engine = engine;
    this.answers = new LocalResponses(engine.ids());
    this.digest = digest;
    this.registrar = registrar;
    this.introduction = introduction;
    this.own = own;
    this.trusted = trusted;
    this.clock = clock;
  }

  void register(ServerTransaction transaction, SipRequest request, long now) {
    if (!(request.to().uri() instanceof SipUri to)) {
      respond(transaction, request, Status.BAD_REQUEST, "To is no sip: address", now);
      return;
    }
    digest.judge(
        request,
        transaction.flow(),
        RequestAuthenticator.Asking.REGISTRAR,
        now,
        verdict -> {
          switch (verdict) {
            case RequestAuthenticator.Rejected t -> engine.respond(transaction, t.answer(), now);
            case RequestAuthenticator.Admitted a -> {
              engine.proved(transaction);
              register(transaction, request, to, a.member().account(), now);
            }
          }
        });
  }

  private void register(
      ServerTransaction transaction, SipRequest request, SipUri to, Account account, long now) {
    if (!own.registers(to.host())) {
      // RFC 3261 §10.3 step 5.
      respond(transaction, request, Status.NOT_FOUND, null, now);
      return;
    }
    if (!MemberAuthenticator.isNameOf(account, to.user())) {
      String reason = "Register yourself only: sip:" + account.number() + "@" + to.host();
      respond(transaction, request, Status.FORBIDDEN, reason, now);
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
            engine.respond(
                transaction, introduction.on(answer, account, to.host()), clock.getAsLong()));
  }

  private void respond(
      ServerTransaction transaction,
      SipRequest request,
      Status status,
      @Nullable String reason,
      long now) {
    engine.respond(transaction, answers.of(request, status, reason), now);
  }
}
