// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.routing;

import java.util.Set;
import java.util.UUID;
import net.ringpost.db.account.Account;
import net.ringpost.db.account.Member;
import net.ringpost.db.account.VoicemailReason;
import net.ringpost.sip.engine.Engine;
import net.ringpost.sip.engine.ServerTransaction;
import net.ringpost.sip.engine.TransactionUser;
import net.ringpost.sip.engine.Transport;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.transaction.Timers;

/**
 * Answers calls in the members' stead: takes messages, plays them back. All methods are called on
 * the signalling loop.
 */
public interface Attendant {
  /** Makes the attendant of an engine, which must not be called yet. */
  interface Maker {
    Attendant over(Engine engine, Transport wire);
  }

  /** Nobody. */
  Attendant NONE =
      new Attendant() {
        @Override
        public long noAnswerTimeout(Account callee) {
          return Timers.NEVER;
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
          return false;
        }

        @Override
        public boolean serves(String dialled) {
          return false;
        }

        @Override
        public void dialled(ServerTransaction transaction, Member caller, long now) {
          throw new IllegalStateException("serves nobody");
        }

        @Override
        public Set<String> events() {
          return Set.of();
        }

        @Override
        public void subscribe(ServerTransaction transaction, Account owner, long now) {
          throw new IllegalStateException("tells nothing");
        }

        @Override
        public boolean has(SipRequest request) {
          return false;
        }

        @Override
        public boolean holds(ServerTransaction invite) {
          return false;
        }

        @Override
        public TransactionUser dialogs() {
          throw new IllegalStateException("has no dialogs");
        }
      };

  /** How long a member's terminals ring, in nanoseconds; {@link Timers#NEVER} for no limit. */
  long noAnswerTimeout(Account callee);

  /**
   * Takes over an INVITE that nobody answered.
   *
   * @param call its key in the call history
   * @param whenKept run on the loop if there is a message in the end
   * @return false if it does not want to, and the caller is to be told why nobody answered; if
   *     true, it owes the INVITE its answer
   */
  boolean take(
      ServerTransaction invite,
      Caller caller,
      Account callee,
      VoicemailReason why,
      UUID call,
      Runnable whenKept,
      long now);

  /** Whether what was dialled is a service of the attendant's, such as {@code *97}. */
  boolean serves(String dialled);

  /** A member has dialled it, or sends it a request. The attendant owes the answer. */
  void dialled(ServerTransaction transaction, Member caller, long now);

  /** The event packages that members can subscribe to for their own numbers (RFC 6665 §7.2). */
  Set<String> events();

  /**
   * A SUBSCRIBE to one of them has come, within a dialog of the attendant's or not. The attendant
   * owes the answer.
   *
   * @param owner who sent it, whose own number it is for
   */
  void subscribe(ServerTransaction transaction, Account owner, long now);

  /**
   * A member's telephones have to sign in anew, as when the password was changed: ends the member's
   * subscriptions, and the calls in which somebody listens to the member's messages. The telephones
   * are told; their registrations are still there.
   */
  default void signedOut(long account, long now) {}

  /** Whether a request belongs to a dialog of the attendant's. */
  boolean has(SipRequest request);

  /** Whether a request belongs to the dialog of a subscription. */
  default boolean isSubscription(SipRequest request) {
    return false;
  }

  /** Whether it owes this INVITE its answer. */
  boolean holds(ServerTransaction invite);

  /** Takes what belongs to its dialogs. */
  TransactionUser dialogs();
}
