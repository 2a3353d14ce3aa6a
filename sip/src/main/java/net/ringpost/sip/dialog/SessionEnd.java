// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import net.ringpost.sip.dialog.Session.Closed;
import net.ringpost.sip.dialog.Session.Closing;
import net.ringpost.sip.dialog.Session.ClosingOnAck;
import net.ringpost.sip.message.Reason;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.transaction.Step;
import net.ringpost.sip.transaction.Timers;
import org.jspecify.annotations.Nullable;

/** The part of {@link Session} that ends it (RFC 3261 §15). */
final class SessionEnd {
  private SessionEnd() {}

  static SessionAction tell(CallEnd.Cause cause) {
    return new SessionAction.TellEnded(CallEnd.of(cause));
  }

  /** Sends BYE and tells the user, for whom the call is over now. */
  static Step<Session.State, SessionAction> bye(Dialog dialog, @Nullable Reason why, CallEnd end) {
    Dialog next = dialog.advanced();
    return Step.to(
        new Closing(next), new SessionAction.SendBye(next, why), new SessionAction.TellEnded(end));
  }

  static Step<Session.State, SessionAction> remoteBye(Dialog dialog, SipRequest bye) {
    CallEnd end = new CallEnd(CallEnd.Cause.REMOTE_HUNG_UP, bye, "");
    return Step.to(new Closed(dialog.received(bye)), new SessionAction.TellEnded(end));
  }

  static Step<Session.State, SessionAction> closingOnAck(
      ClosingOnAck s, Session.Event event, long now, Timers t) {
    return switch (event) {
      case Session.GotAck e when e.ack().cseq().number() == s.ok().cseq().number() -> farewell(s);
      case Session.TimePassed e when now >= s.times().giveUpAt() -> farewell(s);
      case Session.TimePassed e when now >= s.times().resendAt() ->
          Step.to(
              new ClosingOnAck(s.dialog(), s.ok(), s.times().next(now, t), s.why()),
              new SessionAction.RepeatOk(s.ok()));
      case Session.GotBye e -> Step.to(new Closed(s.dialog()));
      case Session.GotOffer e -> refuse(s);
      default -> Step.to(s);
    };
  }

  private static Step<Session.State, SessionAction> farewell(ClosingOnAck s) {
    Dialog next = s.dialog().advanced();
    return Step.to(new Closing(next), new SessionAction.SendBye(next, s.why()));
  }

  static Step<Session.State, SessionAction> closing(Closing s, Session.Event event) {
    return switch (event) {
      case Session.ByeDone e -> Step.to(new Closed(s.dialog()));
      // Both hung up at once: ours is answered by the other side, as its was by us.
      case Session.GotBye e -> Step.to(s);
      case Session.GotOffer e -> refuse(s);
      case Session.Resent e -> Step.to(new Closing(s.dialog().withLocalSeq(e.localSeq())));
      case Session.Reinvited e -> Step.to(s, SessionChange.acknowledge(s.dialog(), e.ok()));
      default -> Step.to(s);
    };
  }

  static Step<Session.State, SessionAction> closed(Closed s, Session.Event event) {
    return switch (event) {
      case Session.GotOffer e -> refuse(s);
      case Session.Reinvited e -> Step.to(s, SessionChange.acknowledge(s.dialog(), e.ok()));
      default -> Step.to(s);
    };
  }

  private static Step<Session.State, SessionAction> refuse(Session.State s) {
    return Step.to(s, new SessionAction.RefuseNew(Status.CALL_DOES_NOT_EXIST));
  }
}
