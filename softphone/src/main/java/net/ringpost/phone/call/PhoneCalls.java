// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import net.ringpost.phone.mailbox.MessageSummary;
import net.ringpost.sip.dialog.Body;
import net.ringpost.sip.dialog.Call;
import net.ringpost.sip.dialog.CallEnd;
import net.ringpost.sip.dialog.CallHandler;
import net.ringpost.sip.dialog.IncomingCall;
import net.ringpost.sip.dialog.UserAgent;
import net.ringpost.sip.dialog.UserAgentHandler;
import net.ringpost.sip.engine.ServerTransaction;
import net.ringpost.sip.message.HeaderField;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.MalformedException;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.Status;
import org.jspecify.annotations.Nullable;

/**
 * Takes calls and commands and gives them to the one call that there is: while there is one, others
 * are told that it is busy here. On the loop only.
 */
final class PhoneCalls implements UserAgentHandler {
  /** A call that ended here, while its farewell is under way. */
  private static final CallHandler GONE =
      new CallHandler() {
        @Override
        public void onAnswered(Call call, SipMessage message, long now) {}

        @Override
        public void onEnded(Call call, CallEnd end, long now) {}
      };

  private static final String OWN_MAILBOX = "*97";

  private @Nullable CallContext around;
  private Predicate<SipUri> own = uri -> false;
  private LongConsumer withdrawn = now -> {};
  private LongConsumer refused = now -> {};
  private @Nullable PhoneCall current;
  private int count;

  /** Calls again whom was called last; null before the first call. */
  private @Nullable Runnable again;

  /**
   * To be given before the first call can come.
   *
   * @param ownAddress whether an address is the member's own
   * @param whenWithdrawn is told the time when the server says that the member has to prove anew
   *     who it is
   * @param whenRefused is told the time when the server refuses a call's ID and password
   */
  void set(
      CallContext surroundings,
      Predicate<SipUri> ownAddress,
      LongConsumer whenWithdrawn,
      LongConsumer whenRefused) {
    around = surroundings;
    own = ownAddress;
    withdrawn = whenWithdrawn;
    refused = whenRefused;
  }

  /** How many calls there are: 0 or 1. */
  int calls() {
    return current == null ? 0 : 1;
  }

  private CallContext around() {
    CallContext s = around;
    if (s == null) {
      throw new IllegalStateException("not connected yet");
    }
    return s;
  }

  private void refuse(String why) {
    around().events().on(new PhoneEvent.Error(why));
  }

  private void free() {
    current = null;
  }

  /** Calls a number, or an address. */
  void dial(String text, boolean video) {
    if (video && !around().showsAnything()) {
      refuse("there is no picture to show: start the telephone with --video-in test");
      return;
    }
    if (current != null) {
      refuse("there is a call already: hang up first");
      return;
    }
    try {
      String domain = around().settings().signIn().domain();
      SipUri wanted = DialledAddress.target(text, domain);
      // This telephone is busy with the call: it would only leave a message for itself.
      boolean self = own.test(wanted);
      SipUri target = self ? DialledAddress.target(OWN_MAILBOX, domain) : wanted;
      DialledCall call = new DialledCall(around(), ++count, target, video, this::free, refused);
      current = call;
      call.start(self ? OWN_MAILBOX : text);
      again = () -> dial(text, video);
    } catch (MalformedException e) {
      refuse("'" + text + "' cannot be dialled: write a number, or NAME@SERVER");
    }
  }

  /** Calls again whom was called last; what was refused was no call. */
  void redial(Runnable otherwise) {
    Runnable last = again;
    (last == null ? otherwise : last).run();
  }

  /** Takes the call that rings. */
  void answer() {
    withRinging(ReceivedCall::answer);
  }

  /** Does not take the call that rings. */
  void reject(boolean busy) {
    withRinging(c -> c.reject(busy));
  }

  private void withRinging(Consumer<ReceivedCall> what) {
    if (current instanceof ReceivedCall c) {
      what.accept(c);
    } else {
      refuse("nobody is calling");
    }
  }

  /** Does something with the call that there is, if there is one. */
  void withCall(Consumer<PhoneCall> what) {
    PhoneCall c = current;
    if (c == null) {
      refuse("there is no call");
    } else {
      what.accept(c);
    }
  }

  /** Ends the call, if there is one. */
  void hangUpAny() {
    PhoneCall c = current;
    if (c != null) {
      c.hangUp();
    }
  }

  @Override
  public void onCall(IncomingCall call, long now) {
    if (current != null) {
      call.reject(Status.BUSY_HERE, now);
      return;
    }
    ReceivedCall received = new ReceivedCall(around(), count + 1, call, this::free);
    String obstacle = received.obstacle();
    if (obstacle != null) {
      call.reject(Status.NOT_ACCEPTABLE_HERE, now);
      refuse("a call from " + call.remote().uri() + " was refused: " + obstacle);
      return;
    }
    count++;
    current = received;
    received.start();
  }

  @Override
  public List<Method> methods() {
    return List.of(Method.NOTIFY);
  }

  @Override
  public void onRequest(
      UserAgent agent, ServerTransaction transaction, SipRequest request, long now) {
    if (!request.method().equals(Method.NOTIFY)) {
      UserAgentHandler.super.onRequest(agent, transaction, request, now);
    } else if (!MessageSummary.isAbout(request)) {
      // RFC 6665 §8.3.2.
      HeaderField these = HeaderField.of(HeaderName.ALLOW_EVENTS, MessageSummary.EVENT);
      agent.respond(transaction, Status.BAD_EVENT, Body.NONE, List.of(these), now);
    } else if (!around().path().fromServer(transaction.flow())) {
      // RFC 3842: only our own server knows how many messages wait.
      agent.respond(transaction, Status.FORBIDDEN, Body.NONE, now);
    } else if (!agent.refusesBody(transaction, MessageSummary.CONTENT_TYPE, now)) {
      waiting(agent, transaction, request, now);
    }
  }

  private void waiting(
      UserAgent agent, ServerTransaction transaction, SipRequest request, long now) {
    Body body = Body.content(request, MessageSummary.CONTENT_TYPE);
    MessageSummary summary = MessageSummary.parse(body.bytes());
    // RFC 6665 §4.1.3: the last NOTIFY of a subscription may be empty.
    boolean readable = summary != null || body.isEmpty();
    Status status = readable ? Status.OK : Status.BAD_REQUEST;
    agent.respond(transaction, status, Body.NONE, now);
    if (summary != null) {
      around().events().on(new PhoneEvent.Messages(summary.unheard(), summary.heard()));
    }
    if (readable && MessageSummary.isWithdrawn(request)) {
      withdrawn.accept(now);
    }
  }

  private CallHandler of(Call call) {
    PhoneCall c = current;
    return c != null && c.call() == call ? c : GONE;
  }

  @Override
  public void onAnswered(Call call, SipMessage message, long now) {
    of(call).onAnswered(call, message, now);
  }

  @Override
  public void onOffer(Call call, SipRequest request, long now) {
    of(call).onOffer(call, request, now);
  }

  @Override
  public void onChanged(Call call, SipRequest ack, long now) {
    of(call).onChanged(call, ack, now);
  }

  @Override
  public void onReinvited(Call call, SipResponse ok, long now) {
    of(call).onReinvited(call, ok, now);
  }

  @Override
  public void onReinviteFailed(Call call, Status status, long now) {
    of(call).onReinviteFailed(call, status, now);
  }

  @Override
  public void onReinviteLater(Call call, long now) {
    of(call).onReinviteLater(call, now);
  }

  @Override
  public void onEnded(Call call, CallEnd end, long now) {
    of(call).onEnded(call, end, now);
  }
}
