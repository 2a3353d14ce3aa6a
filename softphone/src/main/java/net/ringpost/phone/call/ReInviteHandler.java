// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import java.util.concurrent.TimeUnit;
import net.ringpost.sip.dialog.Body;
import net.ringpost.sip.dialog.Call;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.sdp.SessionDescription;
import org.jspecify.annotations.Nullable;

/** Changes of a call that stands, wished for by either side: hold, resume, another address. */
final class ReInviteHandler {
  private static final int MOST_TRIES = 5;
  private static final int AGAIN_MILLIS = 300;

  /** What we have asked the other side for, and how often it had no time for it. */
  private record Wish(boolean hold, int tries) {}

  private final PhoneCall owner;
  private boolean held;
  private boolean heldByThem;
  private @Nullable Wish asked;

  ReInviteHandler(PhoneCall owner) {
    this.owner = owner;
  }

  /** We want to hold the other side, or to take the call back. */
  void want(boolean hold) {
    Call call = owner.call();
    if (!owner.talking() || call == null) {
      owner.refuse("the call is not answered yet");
    } else if (asked != null) {
      owner.refuse("the other telephone has not answered the last change yet");
    } else if (hold == held) {
      owner.refuse(hold ? "the call is on hold already" : "the call is not on hold");
    } else {
      asked = new Wish(hold, 0);
      owner.media.offerHeld(hold, offer -> ask(call, offer), this::failed);
    }
  }

  private void offerAgain() {
    Call call = owner.call();
    Wish wish = asked;
    if (wish != null && !owner.over() && call != null) {
      owner.media.offerHeld(wish.hold, offer -> ask(call, offer), this::failed);
    }
  }

  private void ask(Call call, Body offer) {
    if (!owner.over()) {
      call.reinvite(offer, PhoneCall.now());
    }
  }

  /** The other side has agreed. */
  void accepted(SipMessage ok) {
    SessionDescription answer = PhoneCall.description(ok);
    if (answer == null) {
      failed(new IllegalStateException("its answer cannot be read"));
    } else {
      owner.media.accept(answer, this::done, this::failed);
    }
  }

  private void done() {
    Wish wish = asked;
    if (wish != null) {
      asked = null;
      held = wish.hold;
      owner.tell(new PhoneEvent.Hold(owner.number, "us", held));
    }
  }

  /** The other side has not agreed. */
  void refused(Status status) {
    failed(new IllegalStateException(status.toString()));
  }

  /** Another change is under way: the other side's, or our last, which is not confirmed yet. */
  void later() {
    Wish wish = asked;
    if (wish != null && wish.tries < MOST_TRIES) {
      asked = new Wish(wish.hold, wish.tries + 1);
      var unused =
          owner.around.loop().schedule(this::offerAgain, AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    } else {
      refused(Status.REQUEST_PENDING);
    }
  }

  private void failed(Exception e) {
    if (asked != null) {
      asked = null;
      owner.media.withdraw(held);
      owner.refuse(
          "the other telephone did not take the change, the call goes on as it was: "
              + PhoneCall.sentence(e));
    }
  }

  /** The other side wants a change; without a description it wants one of ours (RFC 3261 §14.2). */
  void offered(Call call, SipRequest request) {
    if (Body.session(request).isEmpty()) {
      owner.media.offer(
          false, offer -> call.acceptOffer(offer, PhoneCall.now()), e -> unacceptable(call));
      return;
    }
    SessionDescription offer = PhoneCall.description(request);
    if (offer == null) {
      unacceptable(call);
    } else {
      owner.media.answer(offer, answer -> agree(call, offer, answer), e -> unacceptable(call));
    }
  }

  private static void unacceptable(Call call) {
    call.refuseOffer(Status.NOT_ACCEPTABLE_HERE, PhoneCall.now());
  }

  private void agree(Call call, SessionDescription offer, Body answer) {
    call.acceptOffer(answer, PhoneCall.now());
    boolean holds = holds(offer);
    if (holds != heldByThem) {
      heldByThem = holds;
      owner.tell(new PhoneEvent.Hold(owner.number, "them", holds));
    }
  }

  /** RFC 3264 §8.4: who holds does not want to receive; older telephones say so by 0.0.0.0. */
  private static boolean holds(SessionDescription offer) {
    return offer
        .first("audio")
        .map(
            audio ->
                !offer.direction(audio).receives()
                    || offer
                        .connection(audio)
                        .map(c -> c.address().equals("0.0.0.0"))
                        .orElse(false))
        .orElse(false);
  }

  /** The other side has our answer; its ACK carries its own, if it had asked for our offer. */
  void changed(SipRequest ack) {
    @Nullable SessionDescription answer = PhoneCall.description(ack);
    if (answer != null) {
      owner.media.accept(answer, () -> {}, e -> {});
    }
  }
}
