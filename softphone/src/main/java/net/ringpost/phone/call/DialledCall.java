// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import java.util.List;
import java.util.function.LongConsumer;
import net.ringpost.phone.account.PhoneSettings;
import net.ringpost.sip.dialog.Body;
import net.ringpost.sip.dialog.Call;
import net.ringpost.sip.dialog.CallEnd;
import net.ringpost.sip.dialog.OutgoingCall;
import net.ringpost.sip.message.Reason;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.message.TelUri;
import net.ringpost.sip.message.Uri;
import net.ringpost.sip.sdp.SessionDescription;
import org.jspecify.annotations.Nullable;

/** A call that we make. */
final class DialledCall extends PhoneCall {
  private Uri target;
  private boolean plain;
  private boolean ringing;
  private final TargetSet targets;
  private final LongConsumer whenRefused;
  private @Nullable OutgoingCall attempt;

  /**
   * @param video whether to offer pictures
   * @param whenRefused is told the time when the server refuses the ID and password
   */
  DialledCall(
      CallContext around,
      int number,
      Uri target,
      boolean video,
      Runnable whenOver,
      LongConsumer whenRefused) {
    super(around, number, video, whenOver);
    this.whenRefused = whenRefused;
    this.target = target;
    this.targets = new TargetSet(target);
  }

  /** Calls. */
  void start(String dialled) {
    tell(new PhoneEvent.Dialling(number, dialled));
    offer();
  }

  private void offer() {
    media.offer(plain, this::invite, e -> finish(new CallEndReason(sentence(e), 500)));
  }

  private void invite(Body offer) {
    if (!over()) {
      set(null);
      OutgoingCall before = attempt;
      OutgoingCall call =
          before == null
              ? around.agent().call(target, offer, List.of(), this, now())
              : around.agent().callAgain(before, target, offer, this, now());
      attempt = call;
      set(call);
    }
  }

  @Override
  CallEndReason abandoned() {
    return new CallEndReason("cancelled", 487);
  }

  /** It rings only where a telephone says so. */
  @Override
  public void onProgress(Call call, SipResponse response, long now) {
    if (response.status() == Status.RINGING && !ringing) {
      ringing = true;
      tell(new PhoneEvent.Ringing(number));
    }
  }

  @Override
  public void onAnswered(Call call, SipMessage message, long now) {
    if (over()) {
      call.hangUp(now);
      return;
    }
    begin(AnsweredBy.of(message));
    SessionDescription answer = description(message);
    if (answer == null) {
      breakOff("the other telephone said nothing about sound");
    } else {
      media.accept(answer, () -> {}, this::failed);
    }
  }

  /** Voice mail says whether there is a message, however the call ends. */
  @Override
  public void onByeAnswered(Call call, SipResponse response, long now) {
    tellOfMessage(response);
  }

  private void tellOfMessage(SipMessage message) {
    for (Reason r : Reason.of(message)) {
      if (r.protocol().equalsIgnoreCase("voicemail")) {
        around.events().on(new PhoneEvent.MessageLeft(number, r.cause() == Status.OK.code()));
      }
    }
  }

  @Override
  void ended(CallEnd end) {
    if (end.cause() == CallEnd.Cause.REMOTE_HUNG_UP && end.message() != null) {
      tellOfMessage(end.message());
    }
    if (mayTryFurther(end)) {
      offer();
    } else {
      finish(CallEndReason.ofOutgoing(end));
      if (end.message() instanceof SipResponse r && (r.code() == 401 || r.code() == 407)) {
        whenRefused.accept(now());
      }
    }
  }

  /** RFC 3261 §8.1.3.1: no answer is as 408, no way as 503. */
  private boolean mayTryFurther(CallEnd end) {
    return switch (end.cause()) {
      case REFUSED -> end.message() instanceof SipResponse r && mayTryFurther(r);
      case TIMED_OUT, UNREACHABLE -> nextTarget();
      default -> false;
    };
  }

  private boolean mayTryFurther(SipResponse refusal) {
    int code = refusal.code();
    if (mayTryPlain(code)) {
      plain = true;
      return true;
    }
    if (code == 416 && target instanceof TelUri tel) {
      // §8.1.3.5: once more with a SIP URI (§19.1.6).
      String domain = around.settings().signIn().domain();
      target = SipUri.of(false, tel.digits(), domain, -1).withParam("user", "phone");
      return true;
    }
    if (refusal.status().isRedirect()) {
      targets.add(refusal);
    }
    // §21.6: what a 6xx says holds everywhere.
    return code < 600 && nextTarget();
  }

  /** §8.1.3.4: the contacts of redirections, one after the other. */
  private boolean nextTarget() {
    Uri next = targets.next();
    if (next != null) {
      target = next;
    }
    return next != null;
  }

  /** The other telephone may not know encryption: where the owner allows it, ask without. */
  private boolean mayTryPlain(int code) {
    boolean unknown = code == 488 || code == 415 || code == 606;
    return unknown && !plain && around.settings().plain().get() == PhoneSettings.Plain.ALLOW;
  }
}
