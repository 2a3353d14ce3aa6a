// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import java.util.List;
import java.util.function.ObjLongConsumer;
import net.ringpost.sip.message.HeaderField;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Status;

/**
 * Is told what happens to a call. Nothing but {@link #onByeAnswered} and then {@link #onClosed}
 * comes after {@link #onEnded}.
 */
public interface CallHandler {
  /** A provisional response to our call, other than 100; 180 means it rings there. */
  default void onProgress(Call call, SipResponse response, long now) {}

  /**
   * The call stands: for the caller with the 2xx, whose body is the answer; for the callee with the
   * ACK, whose body is the answer only if the INVITE had no offer (if the ACK is lost, with the
   * caller's next request). Is told once.
   */
  void onAnswered(Call call, SipMessage message, long now);

  /**
   * The other side wants to change the call, by a re-INVITE or UPDATE; without a body it asks for
   * an offer of ours. To be answered, now or later, by {@link Call#acceptOffer} or {@link
   * Call#refuseOffer}.
   */
  default void onOffer(Call call, SipRequest request, long now) {
    call.refuseOffer(Status.NOT_ACCEPTABLE_HERE, now);
  }

  /**
   * The other side has our answer to the change that it offered by re-INVITE; the ACK's body is its
   * answer if our 2xx was the offer.
   */
  default void onChanged(Call call, SipRequest ack, long now) {}

  /** Our change was accepted; the body is the answer. */
  default void onReinvited(Call call, SipResponse ok, long now) {}

  /** Our change was refused; the call goes on as it was. */
  default void onReinviteFailed(Call call, Status status, long now) {}

  /** Our change was not made: another is under way. It may be tried again in a moment. */
  default void onReinviteLater(Call call, long now) {}

  /**
   * The other side hangs up a call that stands; {@link #onEnded} follows.
   *
   * @param answer sends the 200, with these fields besides; given the time, on the loop
   * @return whether {@code answer} will be used, within some seconds; otherwise a plain 200 goes
   *     out at once
   */
  default boolean onBye(Call call, ObjLongConsumer<List<HeaderField>> answer, long now) {
    return false;
  }

  /** The call is over, or did not come about. */
  void onEnded(Call call, CallEnd end, long now);

  /** The other side has answered our BYE, after {@link #onEnded}. */
  default void onByeAnswered(Call call, SipResponse response, long now) {}

  /**
   * Nothing is left to be sent or received of a call that ended: a BYE of ours, which may have had
   * to wait for the ACK (RFC 3261 §15), has been answered or given up.
   */
  default void onClosed(Call call) {}
}
