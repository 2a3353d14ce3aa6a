// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import net.ringpost.sip.message.Reason;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Status;
import org.jspecify.annotations.Nullable;

/** What the {@link Session} machine asks its driver to do. */
public sealed interface SessionAction {
  /** Send this 2xx again. */
  record RepeatOk(SipResponse ok) implements SessionAction {}

  /**
   * Send BYE, numbered by the dialog.
   *
   * @param why what it says (RFC 3326); null: nothing
   */
  record SendBye(Dialog dialog, @Nullable Reason why) implements SessionAction {}

  /** Send a re-INVITE, numbered by the dialog. */
  record SendReinvite(Dialog dialog, Body offer) implements SessionAction {}

  /** Acknowledge the 2xx to the INVITE of this number. */
  record Acknowledge(Dialog dialog, long number) implements SessionAction {}

  /** Answer the offering request. */
  record Respond(SipResponse response) implements SessionAction {}

  /** Refuse the offering request that has just come. */
  record RefuseNew(Status status) implements SessionAction {}

  /** Refuse the offering request that still waits. */
  record RefusePending(Status status) implements SessionAction {}

  /** Tell the user that the call stands: by the ACK, or a later request if that was lost. */
  record TellConfirmed(SipRequest ack) implements SessionAction {}

  /** Tell the user that the other side has our answer to its change; the ACK may have a body. */
  record TellChanged(SipRequest ack) implements SessionAction {}

  /** Ask the user about a change that the other side wants. */
  record TellOffer(SipRequest request) implements SessionAction {}

  /** Tell the user that the change was accepted. */
  record TellReinvited(SipResponse ok) implements SessionAction {}

  /** Tell the user that the change was refused. */
  record TellReinviteFailed(Status status) implements SessionAction {}

  /** Tell the user that the change must wait for the end of another. */
  record TellReinviteLater() implements SessionAction {}

  /** Tell the user that the call is over. */
  record TellEnded(CallEnd end) implements SessionAction {}
}
