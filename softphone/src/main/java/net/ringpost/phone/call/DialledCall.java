// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import java.util.List;
import net.ringpost.phone.account.PhoneSettings;
import net.ringpost.sip.dialog.Body;
import net.ringpost.sip.dialog.Call;
import net.ringpost.sip.dialog.CallEnd;
import net.ringpost.sip.message.NameAddr;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.message.Uri;
import net.ringpost.sip.sdp.SessionDescription;

/** A call that we make. */
final class DialledCall extends PhoneCall {
  private static final int MOST_REDIRECTIONS = 5;

  private Uri target;
  private boolean plain;
  private boolean ringing;
  private int redirections;

  /**
   * @param video whether to offer pictures
   */
  DialledCall(Surroundings around, int number, Uri target, boolean video, Runnable whenOver) {
    super(around, number, video, whenOver);
    this.target = target;
  }

  /** Calls. */
  void start(String dialled) {
    tell(new PhoneEvent.Dialling(number, dialled));
    offer();
  }

  private void offer() {
    media.offer(plain, this::invite, e -> finish(new End(sentence(e), 500)));
  }

  private void invite(Body offer) {
    if (!over()) {
      set(null);
      Call call = around.agent().call(target, offer, List.of(), this, now());
      set(call);
    }
  }

  @Override
  End abandoned() {
    return new End("cancelled", 487);
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
    begin();
    SessionDescription answer = description(message);
    if (answer == null) {
      end(new End("the other telephone said nothing about sound", 200));
    } else {
      media.accept(answer, () -> {}, this::failed);
    }
  }

  @Override
  void ended(CallEnd end) {
    if (end.cause() == CallEnd.Cause.REFUSED && end.message() instanceof SipResponse r) {
      if (mayTryPlain(r.code())) {
        plain = true;
        offer();
        return;
      }
      if (r.status().isRedirect() && follow(r)) {
        offer();
        return;
      }
    }
    finish(End.ofOutgoing(end));
  }

  /** The other telephone may not know encryption: where the owner allows it, ask without. */
  private boolean mayTryPlain(int code) {
    boolean unknown = code == 488 || code == 415 || code == 606;
    return unknown && !plain && around.settings().plain().get() == PhoneSettings.Plain.ALLOW;
  }

  /** RFC 3261 §8.1.3.4. */
  private boolean follow(SipResponse redirect) {
    List<NameAddr> contacts = redirect.contacts();
    if (contacts.isEmpty() || redirections == MOST_REDIRECTIONS) {
      return false;
    }
    redirections++;
    target = contacts.get(0).uri();
    return true;
  }
}
