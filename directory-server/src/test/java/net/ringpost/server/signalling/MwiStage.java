// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import net.ringpost.db.account.Account;
import net.ringpost.db.account.Member;
import net.ringpost.db.account.VoicemailReason;
import net.ringpost.server.location.RegistrationEvent;
import net.ringpost.server.mwi.MwiNotifier;
import net.ringpost.server.routing.Attendant;
import net.ringpost.server.routing.Caller;
import net.ringpost.sip.engine.Engine;
import net.ringpost.sip.engine.ServerTransaction;
import net.ringpost.sip.engine.TransactionUser;
import net.ringpost.sip.engine.Transport;
import net.ringpost.sip.message.SipRequest;
import org.jspecify.annotations.Nullable;

/**
 * An attendant that takes calls only if it is to, and does nothing with them, but tells how many
 * messages wait.
 */
final class MwiStage implements Attendant.Maker, Attendant {
  private @Nullable Stage stage;
  private @Nullable MwiNotifier mwi;

  /** Whether it takes calls. */
  boolean takes;

  /** To be run when the message of the last call is kept. */
  Runnable keeping = () -> {};

  /** To be called when the stage is complete. */
  void on(Stage made) {
    stage = made;
  }

  MwiNotifier mwi() {
    return Objects.requireNonNull(mwi);
  }

  /** A terminal has come or gone. */
  void on(RegistrationEvent event) {
    if (mwi != null) {
      mwi.on(event);
    }
  }

  @Override
  public Attendant over(Engine engine, Transport wire) {
    Stage on = (Stage) wire;
    mwi =
        new MwiNotifier(
            engine,
            wire,
            on.loop,
            account -> {
              Stage s = stage;
              return s == null
                  ? List.of()
                  : s.location.bindings(account, s.loop.now()).targets(s.loop.now());
            },
            on.loop::now);
    return this;
  }

  @Override
  public long noAnswerTimeout(Account callee) {
    return NONE.noAnswerTimeout(callee);
  }

  @Override
  public boolean take(
      ServerTransaction invite,
      Caller caller,
      Account callee,
      VoicemailReason why,
      UUID call,
      Runnable whenKept,
      long now) {
    keeping = whenKept;
    return takes;
  }

  @Override
  public boolean serves(String dialled) {
    return dialled.equals("*97");
  }

  @Override
  public void dialled(ServerTransaction transaction, Member caller, long now) {
    NONE.dialled(transaction, caller, now);
  }

  @Override
  public Set<String> events() {
    return Set.of("message-summary");
  }

  @Override
  public void subscribe(ServerTransaction transaction, Account owner, long now) {
    mwi().subscribe(transaction, owner, now);
  }

  @Override
  public void signedOut(long account, long now) {
    mwi().signedOut(account, now);
  }

  @Override
  public boolean has(SipRequest request) {
    return mwi().has(request);
  }

  @Override
  public boolean isSubscription(SipRequest request) {
    return mwi().has(request);
  }

  @Override
  public boolean holds(ServerTransaction invite) {
    return false;
  }

  @Override
  public TransactionUser dialogs() {
    return NONE.dialogs();
  }
}
