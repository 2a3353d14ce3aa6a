// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import java.util.List;
import net.ringpost.sip.engine.ClientTransaction;
import net.ringpost.sip.engine.Engine;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.engine.ResponseHandler;
import net.ringpost.sip.engine.ServerTransaction;
import net.ringpost.sip.message.CSeq;
import net.ringpost.sip.message.HeaderField;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Headers;
import net.ringpost.sip.message.NameAddr;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Uri;
import org.jspecify.annotations.Nullable;

/** One request with its answers to challenges: each a new transaction with the next CSeq number. */
final class AuthenticatedRequest implements ResponseHandler {
  /** A proxy's and the other side's challenge, and one that is only stale. */
  private static final int MOST_ATTEMPTS = 4;

  /** Is told what becomes of the request. */
  interface Owner extends ResponseHandler {
    /** The request goes out again with credentials and a new number. */
    default void onResent(SipRequest request, long now) {}

    /** Whether a challenge may still be answered. */
    default boolean mayResend() {
      return true;
    }
  }

  private final Engine engine;
  private final Authenticator authenticator;
  private final Owner owner;
  private final Flow flow;
  private final @Nullable ServerTransaction back;
  private SipRequest request;
  private @Nullable ClientTransaction transaction;
  private int attempts;

  private AuthenticatedRequest(
      UserAgent agent,
      SipRequest request,
      Flow flow,
      @Nullable ServerTransaction back,
      Owner owner) {
    this.back = back;
    this.engine = agent.engine();
    this.authenticator = agent.authenticator();
    this.request = request;
    this.flow = flow;
    this.owner = owner;
  }

  /** Sends the request on the way that its next hop asks for; null if there is none. */
  static @Nullable AuthenticatedRequest start(
      UserAgent agent, SipRequest request, Owner owner, long now) {
    return start(agent, request, agent.paths().toward(nextHop(request)), null, owner, now);
  }

  /**
   * Sends the request to whom an INVITE came from that was not acknowledged, by the way on which it
   * came: that there is anybody is not sure.
   */
  static @Nullable AuthenticatedRequest startBack(
      UserAgent agent, SipRequest request, ServerTransaction invite, Owner owner, long now) {
    return start(agent, request, invite.flow(), invite, owner, now);
  }

  private static @Nullable AuthenticatedRequest start(
      UserAgent agent,
      SipRequest request,
      @Nullable Flow flow,
      @Nullable ServerTransaction back,
      Owner owner,
      long now) {
    if (flow == null) {
      // Not told at once: the owner is still about to take the result of this call.
      Engine engine = agent.engine();
      engine.set(engine.alarm(t -> owner.onUnreachable("no way to " + nextHop(request), t)), now);
      return null;
    }
    AuthenticatedRequest e = new AuthenticatedRequest(agent, request, flow, back, owner);
    e.send(now);
    return e;
  }

  static Uri nextHop(SipRequest request) {
    List<NameAddr> routes = request.routes();
    return routes.isEmpty() ? request.requestUri() : routes.get(0).uri();
  }

  private void send(long now) {
    attempts++;
    ServerTransaction to = back;
    transaction =
        to == null
            ? engine.request(request, flow, this, now)
            : engine.requestBack(request, to, this, now);
  }

  /** The request as sent last, without Via. */
  SipRequest request() {
    return request;
  }

  Flow flow() {
    return flow;
  }

  void cancel(long now) {
    ClientTransaction t = transaction;
    if (t != null) {
      engine.cancel(t, List.<HeaderField>of(), now);
    }
  }

  @Override
  public void onResponse(SipResponse response, long now) {
    boolean challenge = response.code() == 401 || response.code() == 407;
    if (challenge && attempts < MOST_ATTEMPTS && owner.mayResend()) {
      SipRequest answer = authenticator.answer(request, response);
      if (answer != null) {
        // RFC 3261 §22.2: with the next CSeq number.
        CSeq next = new CSeq(request.cseq().number() + 1, request.method());
        request = answer.withHeaders(edited(answer, next));
        owner.onResent(request, now);
        send(now);
        return;
      }
    }
    owner.onResponse(response, now);
  }

  private static Headers edited(SipRequest answer, CSeq next) {
    return answer.headers().edit().set(HeaderName.CSEQ, next.toString()).build();
  }

  @Override
  public void onTimeout(long now) {
    owner.onTimeout(now);
  }

  @Override
  public void onUnreachable(String reason, long now) {
    owner.onUnreachable(reason, now);
  }
}
