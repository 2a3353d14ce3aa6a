// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import java.util.Objects;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.engine.ServerTransaction;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.NameAddr;
import net.ringpost.sip.message.Reason;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.Status;
import org.jspecify.annotations.Nullable;

/** A call, from dialling or ringing to its end. The methods do nothing once it is over. */
public abstract sealed class Call permits OutgoingCall, IncomingCall {
  /** Seconds, in which what is missing here may have been given back. */
  private static final String UNAVAILABLE_FOR = "10";

  final UserAgent agent;
  final CallHandler handler;
  private final String callId;
  private final String localTag;
  private @Nullable LiveSession session;

  Call(UserAgent agent, CallHandler handler, String callId, String localTag) {
    this.agent = agent;
    this.handler = handler;
    this.callId = callId;
    this.localTag = localTag;
  }

  /** The Call-ID. */
  public final String callId() {
    return callId;
  }

  final String localTag() {
    return localTag;
  }

  /** The other side, as From or To names it. */
  public abstract NameAddr remote();

  /** The dialog as it is now; null before the call is answered. */
  public final @Nullable Dialog dialog() {
    LiveSession s = session;
    return s == null ? null : s.dialog();
  }

  /** Ends the call in whatever way its state asks for: CANCEL, a refusal (603), or BYE. */
  public final void hangUp(long now) {
    hangUp(null, now);
  }

  /**
   * Likewise, and tells the other side why, if the call stands: RFC 3326.
   *
   * @param why null: nothing but that we hang up
   */
  public final void hangUp(@Nullable Reason why, long now) {
    LiveSession s = session;
    if (s == null) {
      abandon(now);
    } else {
      s.on(new Session.HangUp(why), now);
    }
  }

  /** Offers a change of the session by a re-INVITE (RFC 3261 §14); the outcome is told. */
  public final void reinvite(Body offer, long now) {
    LiveSession s = session;
    if (s == null) {
      handler.onReinviteLater(this, now);
    } else {
      s.on(new Session.Reinvite(offer), now);
    }
  }

  /** Accepts the change that the other side offered. */
  public final void acceptOffer(Body answer, long now) {
    LiveSession s = session;
    if (s != null) {
      s.answerOffer(Status.OK, answer, now);
    }
  }

  /** Refuses the change that the other side offered; the call goes on as it was. */
  public final void refuseOffer(Status status, long now) {
    LiveSession s = session;
    if (s != null) {
      s.answerOffer(status, Body.NONE, now);
    }
  }

  final LiveSession begin(Session.State state, @Nullable ServerTransaction invite, long now) {
    LiveSession s = new LiveSession(this, state, invite, now);
    session = s;
    return s;
  }

  /** A request in the call's dialog, other than ACK and CANCEL. */
  final void onRequest(ServerTransaction transaction, SipRequest request, long now) {
    LiveSession s = session;
    if (s == null) {
      onEarlyRequest(transaction, request, now);
    } else {
      s.onRequest(transaction, request, now);
    }
  }

  final void onAck(SipRequest ack, long now) {
    LiveSession s = session;
    if (s != null) {
      s.on(new Session.GotAck(ack), now);
    }
  }

  /** Whether the call's dialog is this one, or has not been made yet. */
  final boolean has(@Nullable String remoteTag) {
    LiveSession s = session;
    return s == null || Objects.equals(s.dialog().remoteTag(), remoteTag);
  }

  final SipResponse plain(SipRequest request, Status status) {
    SipResponse r = SipResponse.to(request, status, null, localTag);
    // RFC 3261 §21.5.4: without Retry-After a 503 would be for good, as a 500 is.
    return status.equals(Status.SERVICE_UNAVAILABLE)
        ? r.withHeaders(r.headers().edit().append(HeaderName.RETRY_AFTER, UNAVAILABLE_FOR).build())
        : r;
  }

  /** RFC 3261 §14.2, RFC 3311 §5.2: later, between 0 and 10 s. */
  final SipResponse later(SipRequest request) {
    String wait = Integer.toString(agent.random().nextInt(11));
    SipResponse r = plain(request, Status.SERVER_INTERNAL_ERROR);
    return r.withHeaders(r.headers().edit().append(HeaderName.RETRY_AFTER, wait).build());
  }

  /** Accepts an UPDATE that is about the dialog alone (RFC 3311 §5.1): without a description. */
  final SipResponse refreshed(SipRequest update, Flow flow) {
    SipUri contact = agent.paths().contact(flow);
    return Requests.inDialog(update, Status.OK, localTag, contact, agent.allow(), Body.NONE);
  }

  abstract void abandon(long now);

  abstract void onEarlyRequest(ServerTransaction transaction, SipRequest request, long now);
}
