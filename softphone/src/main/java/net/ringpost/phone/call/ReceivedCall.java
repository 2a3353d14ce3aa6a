// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import java.util.concurrent.TimeUnit;
import net.ringpost.media.session.MediaSession;
import net.ringpost.media.session.UnacceptableOfferException;
import net.ringpost.sip.dialog.Body;
import net.ringpost.sip.dialog.Call;
import net.ringpost.sip.dialog.CallEnd;
import net.ringpost.sip.dialog.IncomingCall;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.sdp.SessionDescription;
import org.jspecify.annotations.Nullable;

/** A call that comes to us. */
final class ReceivedCall extends PhoneCall {
  private final IncomingCall incoming;
  private final @Nullable SessionDescription offer;

  ReceivedCall(CallContext around, int number, IncomingCall incoming, Runnable whenOver) {
    super(around, number, false, whenOver);
    this.incoming = incoming;
    this.offer = description(incoming.invite());
    set(incoming);
  }

  /** Why this call can never be answered, so that it need not ring; null if it can. */
  @Nullable String obstacle() {
    SessionDescription wanted = offer;
    if (wanted == null) {
      return Body.session(incoming.invite()).isEmpty() ? null : "its description cannot be read";
    }
    try {
      MediaSession.check(wanted, around.plan());
      return null;
    } catch (UnacceptableOfferException e) {
      return sentence(e);
    }
  }

  /** Rings. */
  void start() {
    boolean fromServer = around.path().fromServer(incoming.flow());
    CallerIdentity caller =
        CallerIdentity.of(incoming.invite(), around.settings().signIn().domain(), fromServer);
    tell(new PhoneEvent.Incoming(number, caller.number(), caller.name(), caller.vouched()));
    incoming.ring(Status.RINGING, Body.NONE, now());
    int after = around.settings().autoAnswerMillis();
    if (after >= 0) {
      var unused = around.loop().schedule(this::answerUnlessTaken, after, TimeUnit.MILLISECONDS);
    }
  }

  private void answerUnlessTaken() {
    if (open()) {
      answer();
    }
  }

  /** Takes the call. */
  void answer() {
    if (!open()) {
      refuse("the call is answered already");
      return;
    }
    taken();
    SessionDescription wanted = offer;
    if (wanted == null) {
      media.offer(false, this::take, this::impossible);
    } else {
      media.answer(wanted, this::take, this::impossible);
    }
  }

  private void take(Body description) {
    if (!over()) {
      incoming.answer(description, now());
      begin(AnsweredBy.TELEPHONE);
    }
  }

  private void impossible(Exception e) {
    if (!over()) {
      boolean theirs = e instanceof UnacceptableOfferException;
      Status status = theirs ? Status.NOT_ACCEPTABLE_HERE : Status.SERVER_INTERNAL_ERROR;
      finish(new CallEndReason(sentence(e), status.code()));
      incoming.reject(status, now());
    }
  }

  /** Does not take the call. */
  void reject(boolean busy) {
    if (!open()) {
      refuse("the call is answered already: hang up instead");
      return;
    }
    Status status = busy ? Status.BUSY_HERE : Status.DECLINE;
    finish(new CallEndReason(busy ? "refused as busy" : "declined", status.code()));
    incoming.reject(status, now());
  }

  @Override
  CallEndReason abandoned() {
    return new CallEndReason("declined", Status.DECLINE.code());
  }

  /** The caller knows that we took the call; its ACK answers the offer that was ours, if any. */
  @Override
  public void onAnswered(Call call, SipMessage ack, long now) {
    SessionDescription answer = offer == null ? description(ack) : null;
    if (!over() && offer == null) {
      if (answer == null) {
        breakOff("the caller's telephone said nothing about sound");
      } else {
        media.accept(answer, () -> {}, this::failed);
      }
    }
  }

  @Override
  void ended(CallEnd end) {
    finish(CallEndReason.ofIncoming(end));
  }
}
