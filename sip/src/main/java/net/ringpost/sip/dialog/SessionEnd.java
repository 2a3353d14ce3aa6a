// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import net.ringpost.sip.dialog.Session.Closed;
import net.ringpost.sip.dialog.Session.Closing;
import net.ringpost.sip.dialog.Session.ClosingOnAck;
import net.ringpost.sip.message.Reason;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.transaction.Timers;
import org.jspecify.annotations.Nullable;

/** The part of {@link Session} that ends it (RFC 3261 §15). */
final class SessionEnd {
  private SessionEnd() {}

  static SessionAction tell(CallEnd.Cause cause) {
    return new SessionAction.TellEnded(CallEnd.of(cause));
  }

  /** Sends BYE and tells the user, for whom the call is over now. */
  static SessionStep bye(Dialog dialog, @Nullable Reason why, CallEnd end) {
    Dialog next = dialog.advanced();
    return SessionStep.to(
        new Closing(next), new SessionAction.SendBye(next, why), new SessionAction.TellEnded(end));
  }

  static SessionStep remoteBye(Dialog dialog, SipRequest bye) {
    CallEnd end = new CallEnd(CallEnd.Cause.REMOTE_HUNG_UP, bye, "");
    return SessionStep.to(new Closed(dialog.received(bye)), new SessionAction.TellEnded(end));
  }

  static SessionStep closingOnAck(ClosingOnAck s, Session.Event event, long now, Timers t) {
    return switch (event) {
      case Session.GotAck e when e.ack().cseq().number() == s.ok().cseq().number() -> farewell(s);
      case Session.TimePassed e when now >= s.times().giveUpAt() -> farewell(s);
      case Session.TimePassed e when now >= s.times().resendAt() ->
          SessionStep.to(
              new ClosingOnAck(s.dialog(), s.ok(), s.times().next(now, t), s.why()),
              new SessionAction.RepeatOk(s.ok()));
      case Session.GotBye e -> SessionStep.to(new Closed(s.dialog()));
      case Session.GotOffer e -> refuse(s);
      default -> SessionStep.to(s);
    };
  }

  private static SessionStep farewell(ClosingOnAck s) {
    Dialog next = s.dialog().advanced();
    return SessionStep.to(new Closing(next), new SessionAction.SendBye(next, s.why()));
  }

  static SessionStep closing(Closing s, Session.Event event) {
    return switch (event) {
      case Session.ByeDone e -> SessionStep.to(new Closed(s.dialog()));
      // Both hung up at once: ours is answered by the other side, as its was by us.
      case Session.GotBye e -> SessionStep.to(s);
      case Session.GotOffer e -> refuse(s);
      case Session.Resent e -> SessionStep.to(new Closing(s.dialog().withLocalSeq(e.localSeq())));
      case Session.Reinvited e -> SessionStep.to(s, SessionChange.acknowledge(s.dialog(), e.ok()));
      default -> SessionStep.to(s);
    };
  }

  static SessionStep closed(Closed s, Session.Event event) {
    return switch (event) {
      case Session.GotOffer e -> refuse(s);
      case Session.Reinvited e -> SessionStep.to(s, SessionChange.acknowledge(s.dialog(), e.ok()));
      default -> SessionStep.to(s);
    };
  }

  private static SessionStep refuse(Session.State s) {
    return SessionStep.to(s, new SessionAction.RefuseNew(Status.CALL_DOES_NOT_EXIST));
  }
}
