// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.voicemail;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import net.ringpost.db.voicemail.MailboxCount;
import net.ringpost.server.location.Binding;
import net.ringpost.server.location.RegistrationEvent;
import net.ringpost.sip.engine.Engine;
import net.ringpost.sip.engine.ResponseHandler;
import net.ringpost.sip.engine.Wire;
import net.ringpost.sip.message.CSeq;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Headers;
import net.ringpost.sip.message.Host;
import net.ringpost.sip.message.MalformedException;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.SipUri;
import org.jspecify.annotations.Nullable;

/**
 * Tells terminals how many messages wait (RFC 3842), without being asked: at each sign-in if there
 * are any, and whenever it changes. On the signalling loop.
 *
 * <p>DEVIATION RFC 6665 §3.1: a NOTIFY belongs to a subscription; RFC 3842 §1 leaves it open, and
 * telephones take it unasked.
 */
public final class MessageLamp {
  private static final ResponseHandler WHATEVER =
      new ResponseHandler() {
        @Override
        public void onResponse(SipResponse response, long now) {}

        @Override
        public void onTimeout(long now) {}

        @Override
        public void onUnreachable(String reason, long now) {}
      };

  /** The sign-in's own answer goes first. */
  private static final long AFTER_SIGN_IN_MILLIS = 100;

  private final Engine engine;
  private final Wire wire;
  private final ScheduledExecutorService loop;
  private final LongFunction<List<Binding>> terminals;

  /** Of all that are not empty. */
  private final Map<Long, MailboxCount> mailboxes = new HashMap<>();

  /**
   * Over an engine, which is not called yet.
   *
   * @param loop the signalling loop
   * @param terminals a member's, by account key
   */
  public MessageLamp(
      Engine engine,
      Wire wire,
      ScheduledExecutorService loop,
      LongFunction<List<Binding>> terminals) {
    this.engine = engine;
    this.wire = wire;
    this.loop = loop;
    this.terminals = terminals;
  }

  /** Takes what was stored before the start. May be called from any thread. */
  public void know(Map<Long, MailboxCount> stored) {
    Map<Long, MailboxCount> all = Map.copyOf(stored);
    loop.execute(() -> all.forEach(mailboxes::putIfAbsent));
  }

  /** A terminal has come or gone. */
  public void on(RegistrationEvent event) {
    if (event instanceof RegistrationEvent.Came came && mailboxes.containsKey(came.account())) {
      var unused =
          loop.schedule(
              () -> tell(came.binding(), mailboxes.get(came.account())),
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
          terminals.apply(change.account()).forEach(terminal -> tell(terminal, count));
        });
  }

  private void tell(Binding terminal, @Nullable MailboxCount count) {
    if (count != null) {
      try {
        var unused =
            engine.request(notice(terminal, count), terminal.flow(), WHATEVER, System.nanoTime());
      } catch (MalformedException e) {
        // A contact that cannot be written to is told nothing.
        return;
      }
    }
  }

  private SipRequest notice(Binding terminal, MailboxCount count) {
    SipUri contact = terminal.contactUri();
    InetSocketAddress us = wire.sentBy(terminal.flow());
    String host = us.isUnresolved() ? us.getHostString() : us.getAddress().getHostAddress();
    String user = contact.rawUser();
    String account =
        "sip:" + (user == null ? "" : user + "@") + Host.bracketed(host) + ":" + us.getPort();
    Headers headers =
        Headers.create()
            .append(HeaderName.MAX_FORWARDS, "70")
            .append(HeaderName.FROM, "<" + account + ">;tag=" + engine.ids().tag())
            .append(HeaderName.TO, "<" + account + ">")
            .append(HeaderName.CALL_ID, engine.ids().callId())
            .append(HeaderName.CSEQ, new CSeq(1, Method.NOTIFY).toString())
            .append(HeaderName.CONTACT, "<" + account + ">")
            .append(HeaderName.EVENT, "message-summary")
            .append(HeaderName.SUBSCRIPTION_STATE, "active")
            .append(HeaderName.CONTENT_TYPE, "application/simple-message-summary")
            .build();
    return SipRequest.of(
        Method.NOTIFY, contact, headers, summary(account, count).getBytes(StandardCharsets.UTF_8));
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
