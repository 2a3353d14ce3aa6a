// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.mwi;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import net.ringpost.db.account.Account;
import net.ringpost.db.voicemail.MailboxCount;
import net.ringpost.server.location.RegistrationEvent;
import net.ringpost.server.routing.ServerPaths;
import net.ringpost.sip.dialog.Subscription;
import net.ringpost.sip.engine.Engine;
import net.ringpost.sip.engine.IgnoredResponse;
import net.ringpost.sip.engine.ServerTransaction;
import net.ringpost.sip.engine.Transport;
import net.ringpost.sip.message.CSeq;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Headers;
import net.ringpost.sip.message.MalformedException;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.registrar.Binding;
import org.jspecify.annotations.Nullable;

/**
 * Tells terminals how many messages wait (RFC 3842): those that subscribed, and all others without
 * being asked, at each sign-in if there are any, and whenever it changes. On the signalling loop.
 *
 * <p>DEVIATION RFC 6665 §3.1: a NOTIFY belongs to a subscription; RFC 3842 §1 leaves it open, and
 * telephones take it unasked.
 */
public final class MwiNotifier {
  /** The event package. */
  public static final String EVENT = "message-summary";

  /** The sign-in's own answer goes first, and who then subscribes need not be told unasked. */
  private static final long AFTER_SIGN_IN_MILLIS = 400;

  private static final MailboxCount NONE = new MailboxCount(0, 0);

  private final Engine engine;
  private final Transport wire;
  private final ScheduledExecutorService loop;
  private final LongFunction<List<Binding>> terminals;
  private final LongSupplier clock;
  private final MwiSubscriptions subscribers;

  /** Of all that are not empty. */
  private final Map<Long, MailboxCount> mailboxes = new HashMap<>();

  /**
   * Over an engine, which is not called yet.
   *
   * @param loop the signalling loop
   * @param terminals a member's, by account key
   * @param clock on the scale of {@link System#nanoTime()}
   */
  public MwiNotifier(
      Engine engine,
      Transport wire,
      ScheduledExecutorService loop,
      LongFunction<List<Binding>> terminals,
      LongSupplier clock) {
    this.engine = engine;
    this.wire = wire;
    this.loop = loop;
    this.terminals = terminals;
    this.clock = clock;
    this.subscribers =
        new MwiSubscriptions(engine, wire, account -> mailboxes.getOrDefault(account, NONE));
  }

  /** Takes what was stored before the start. May be called from any thread. */
  public void know(Map<Long, MailboxCount> stored) {
    Map<Long, MailboxCount> all = Map.copyOf(stored);
    loop.execute(
        () ->
            all.forEach(
                (account, count) -> {
                  if (mailboxes.putIfAbsent(account, count) == null) {
                    subscribers.changed(account, clock.getAsLong());
                  }
                }));
  }

  /** Answers a SUBSCRIBE, within a dialog or not, of a member who has proved to be the owner. */
  public void subscribe(ServerTransaction transaction, Account owner, long now) {
    subscribers.subscribe(transaction, owner, now);
  }

  /**
   * Ends all of a member's subscriptions: whoever has them has to prove anew to be the member.
   * Terminals without one are told the same, so that they find out before their next refresh.
   */
  public void signedOut(long account, long now) {
    for (Binding terminal : terminals.apply(account)) {
      if (!subscribers.covers(account, terminal)) {
        // RFC 6665 §4.1.3: who may not be told any more.
        send(terminal, "terminated;reason=" + Subscription.Reason.REJECTED.token(), null);
      }
    }
    subscribers.withdraw(account, now);
  }

  /** Whether a request belongs to the dialog of a subscription. */
  public boolean has(SipRequest request) {
    return subscribers.has(request);
  }

  /** How many subscriptions there are. */
  public int subscriptions() {
    return subscribers.size();
  }

  /** A terminal has come or gone. */
  public void on(RegistrationEvent event) {
    if (event instanceof RegistrationEvent.Came came && mailboxes.containsKey(came.account())) {
      var unused =
          loop.schedule(
              () -> tell(came.account(), came.binding(), mailboxes.get(came.account())),
              AFTER_SIGN_IN_MILLIS,
              TimeUnit.MILLISECONDS);
    }
  }

  /** A mailbox has changed. May be called from any thread. */
  public void changed(MailboxChanged change) {
    loop.execute(
        () -> {
          MailboxCount count = new MailboxCount(change.newCount(), change.oldCount());
          if (change.newCount() + change.oldCount() == 0) {
            mailboxes.remove(change.account());
          } else {
            mailboxes.put(change.account(), count);
          }
          subscribers.changed(change.account(), clock.getAsLong());
          terminals
              .apply(change.account())
              .forEach(terminal -> tell(change.account(), terminal, count));
        });
  }

  private void tell(long account, Binding terminal, @Nullable MailboxCount count) {
    if (count != null && !subscribers.covers(account, terminal)) {
      send(terminal, "active", count);
    }
  }

  /** Null for no count: there is nothing to tell any more. */
  private void send(Binding terminal, String state, @Nullable MailboxCount count) {
    try {
      SipRequest notice = notice(terminal, state, count);
      var unused =
          engine.request(notice, terminal.flow(), IgnoredResponse.INSTANCE, clock.getAsLong());
    } catch (MalformedException e) {
      // A contact that cannot be written to is told nothing.
      return;
    }
  }

  private SipRequest notice(Binding terminal, String state, @Nullable MailboxCount count) {
    SipUri contact = terminal.contactUri();
    SipUri account = ServerPaths.address(wire, terminal.flow(), contact.rawUser());
    Headers headers =
        Headers.create()
            .append(HeaderName.MAX_FORWARDS, "70")
            .append(HeaderName.FROM, "<" + account + ">;tag=" + engine.ids().tag())
            .append(HeaderName.TO, "<" + account + ">")
            .append(HeaderName.CALL_ID, engine.ids().callId())
            .append(HeaderName.CSEQ, new CSeq(1, Method.NOTIFY).toString())
            .append(HeaderName.CONTACT, "<" + account + ">")
            .append(HeaderName.EVENT, EVENT)
            .append(HeaderName.SUBSCRIPTION_STATE, state)
            .build();
    SipRequest plain = SipRequest.of(Method.NOTIFY, contact, headers, new byte[0]);
    return count == null
        ? plain
        : plain.withBody(
            MwiSubscription.CONTENT_TYPE,
            summary(account.toString(), count).getBytes(StandardCharsets.UTF_8));
  }

  /** RFC 3842 §5.2. */
  static String summary(String account, MailboxCount count) {
    return "Messages-Waiting: "
        + (count.newCount() > 0 ? "yes" : "no")
        + "\r\nMessage-Account: "
        + account
        + "\r\nVoice-Message: "
        + count.newCount()
        + "/"
        + count.oldCount()
        + "\r\n";
  }
}
