// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.mwi;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import net.ringpost.db.account.Account;
import net.ringpost.server.routing.ServerPaths;
import net.ringpost.sip.dialog.Dialog;
import net.ringpost.sip.dialog.Subscription;
import net.ringpost.sip.engine.Engine;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.engine.ResponseHandler;
import net.ringpost.sip.engine.ServerTransaction;
import net.ringpost.sip.engine.Timer;
import net.ringpost.sip.engine.Transport;
import net.ringpost.sip.message.HeaderEditor;
import net.ringpost.sip.message.HeaderField;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Headers;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.NameAddr;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.registrar.Binding;
import net.ringpost.sip.transaction.Step;
import org.jspecify.annotations.Nullable;

/** A terminal that asked to be told how many messages wait: drives {@link Subscription}. */
final class MwiSubscription {
  static final String CONTENT_TYPE = "application/simple-message-summary";

  private final MwiSubscriptions all;
  private final Engine engine;
  private final Transport wire;
  private final Account owner;
  private final String subscriber;

  /** The Event header with its ID, which every NOTIFY repeats (RFC 6665 §8.2.1). */
  private final String event;

  private final Timer alarm;
  private Flow flow;
  private Dialog last;
  private Subscription.State state = new Subscription.Over();

  /**
   * @param transaction the SUBSCRIBE that it begins with
   * @param dialog made by it
   */
  MwiSubscription(
      MwiSubscriptions all,
      Engine engine,
      Transport wire,
      Account owner,
      ServerTransaction transaction,
      Dialog dialog) {
    SipRequest request = transaction.request();
    this.all = all;
    this.engine = engine;
    this.wire = wire;
    this.owner = owner;
    this.subscriber = Objects.requireNonNullElse(request.fromTag(), "");
    this.event = Objects.requireNonNullElse(request.headers().first(HeaderName.EVENT), "");
    this.flow = transaction.flow();
    this.last = dialog;
    this.alarm = engine.alarm(t -> on(new Subscription.TimePassed(), t));
  }

  long account() {
    return owner.key();
  }

  /** Whether it is its subscriber who sends a request. */
  boolean isSubscribedBy(SipRequest request) {
    return subscriber.equals(Objects.requireNonNullElse(request.fromTag(), ""))
        && event.equals(request.headers().first(HeaderName.EVENT));
  }

  /** Whether this is the terminal; not if the subscription is about to end. */
  boolean isAt(Binding terminal) {
    Dialog dialog = Subscription.refreshable(state);
    return dialog != null
        && (flow.sameWay(terminal.flow()) || dialog.target().equivalent(terminal.contactUri()));
  }

  void begin(ServerTransaction transaction, long seconds, long now) {
    accept(transaction, seconds, now);
    take(Subscription.start(new Subscription.Subscribed(last, seconds), now), now);
  }

  void refresh(ServerTransaction transaction, long seconds, long now) {
    SipRequest request = transaction.request();
    Dialog dialog = Subscription.refreshable(state);
    if (dialog == null) {
      engine.respond(
          transaction, SipResponse.to(request, Status.CALL_DOES_NOT_EXIST, null, null), now);
    } else if (!dialog.inOrder(request)) {
      // RFC 3261 §12.2.2.
      engine.respond(
          transaction, SipResponse.to(request, Status.SERVER_INTERNAL_ERROR, null, null), now);
    } else {
      Dialog next = dialog.received(request);
      // It may have another address now.
      flow = transaction.flow();
      accept(transaction, seconds, now);
      on(new Subscription.Subscribed(next, seconds), now);
    }
  }

  void changed(long now) {
    on(new Subscription.Changed(), now);
  }

  /** Whoever subscribed may not be told any more. */
  void withdraw(long now) {
    on(new Subscription.Withdrawn(), now);
  }

  /** Makes place for another one. */
  void end(long now) {
    Dialog dialog = Subscription.refreshable(state);
    if (dialog != null) {
      on(new Subscription.Subscribed(dialog, 0), now);
    }
  }

  private void accept(ServerTransaction transaction, long seconds, long now) {
    SipRequest request = transaction.request();
    SipResponse ok = SipResponse.to(request, Status.OK, null, last.localTag());
    HeaderEditor edit = ok.headers().edit();
    for (HeaderField f : request.headers().all(HeaderName.RECORD_ROUTE)) {
      edit.append(f);
    }
    edit.append(HeaderName.CONTACT, contact()).append(HeaderName.EXPIRES, Long.toString(seconds));
    engine.respond(transaction, ok.withHeaders(edit.build()), now);
  }

  private String contact() {
    return NameAddr.of(ServerPaths.address(wire, flow, user())).toString();
  }

  private @Nullable String user() {
    return last.local().uri() instanceof SipUri uri ? uri.rawUser() : null;
  }

  private void on(Subscription.Event what, long now) {
    take(Subscription.on(state, what, now), now);
  }

  private void take(Step<Subscription.State, Subscription.Action> step, long now) {
    state = step.next();
    engine.set(alarm, Subscription.deadline(state));
    for (Subscription.Action action : step.actions()) {
      switch (action) {
        case Subscription.Notify notify -> {
          last = notify.dialog();
          var unused = engine.request(notice(notify), flow, new Answers(), now);
        }
        case Subscription.Forget f -> all.forget(this, last);
      }
    }
  }

  private SipRequest notice(Subscription.Notify notify) {
    SipRequest plain = notify.dialog().request(Method.NOTIFY);
    Headers headers =
        plain
            .headers()
            .edit()
            .append(HeaderName.CONTACT, contact())
            .append(HeaderName.EVENT, event)
            .append(HeaderName.SUBSCRIPTION_STATE, notify.subscriptionState())
            .build();
    if (notify.subscriptionState().endsWith(Subscription.Reason.REJECTED.token())) {
      // Who may not be told any more is not told once more.
      return plain.withHeaders(headers);
    }
    String account = notify.dialog().local().uri().toString();
    String body = MwiNotifier.summary(account, all.count(owner.key()));
    return plain.withHeaders(headers).withBody(CONTENT_TYPE, body.getBytes(StandardCharsets.UTF_8));
  }

  private final class Answers implements ResponseHandler {
    @Override
    public void onResponse(SipResponse response, long now) {
      if (response.status().isSuccess()) {
        on(new Subscription.Told(), now);
      } else if (response.status().isFinal()) {
        boolean later = response.headers().has(HeaderName.RETRY_AFTER);
        on(later ? new Subscription.Postponed() : new Subscription.Failed(), now);
      }
    }

    @Override
    public void onTimeout(long now) {
      on(new Subscription.Failed(), now);
    }

    @Override
    public void onUnreachable(String reason, long now) {
      on(new Subscription.Failed(), now);
    }
  }
}
