// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.ringpost.sip.message.CSeq;
import net.ringpost.sip.message.HeaderEditor;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Headers;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.NameAddr;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.Uri;
import org.jspecify.annotations.Nullable;

/**
 * The state of a dialog at one of its ends (RFC 3261 §12).
 *
 * @param local our address with our tag
 * @param remote the other's address with its tag; without one if it follows RFC 2543
 * @param target where requests go: the other's last Contact
 * @param routes the route set, next hop first
 * @param localSeq the number of the last request that we sent
 * @param remoteSeq the number of the last request that came; -1 if none yet
 */
public record Dialog(
    String callId,
    NameAddr local,
    NameAddr remote,
    Uri target,
    List<NameAddr> routes,
    long localSeq,
    long remoteSeq) {

  /** The caller's dialog, made by a response with a To tag (§12.1.2). */
  public static Dialog ofCaller(SipRequest invite, SipResponse response) {
    List<NameAddr> routes = new ArrayList<>(response.recordRoutes());
    Collections.reverse(routes);
    List<NameAddr> contacts = response.readableContacts();
    return new Dialog(
        invite.callId(),
        invite.from(),
        response.to(),
        // A 2xx must have a Contact; without one that can be read, what was dialled is the best
        // guess.
        contacts.isEmpty() ? invite.requestUri() : contacts.get(0).uri(),
        List.copyOf(routes),
        invite.cseq().number(),
        -1);
  }

  /**
   * The callee's dialog, made by answering a request (§12.1.1).
   *
   * @param localTag the tag that the answers bear
   */
  public static Dialog ofCallee(SipRequest invite, String localTag) {
    NameAddr to = invite.to();
    List<NameAddr> contacts = invite.readableContacts();
    return new Dialog(
        invite.callId(),
        to.tag() == null ? to.withParam("tag", localTag) : to,
        invite.from(),
        contacts.isEmpty() ? invite.from().uri() : contacts.get(0).uri(),
        List.copyOf(invite.recordRoutes()),
        0,
        invite.cseq().number());
  }

  /** Our tag. */
  public String localTag() {
    String tag = local.tag();
    return tag == null ? "" : tag;
  }

  /** The other's tag; null if it has none. */
  public @Nullable String remoteTag() {
    return remote.tag();
  }

  /** The dialog after our next request, which bears {@link #localSeq} of the result. */
  public Dialog advanced() {
    return withLocalSeq(localSeq + 1);
  }

  /** The dialog after we have sent a request of this number. */
  public Dialog withLocalSeq(long number) {
    return new Dialog(callId, local, remote, target, routes, number, remoteSeq);
  }

  /** Whether the request is in order (§12.2.2): its number is higher than the last one's. */
  public boolean inOrder(SipRequest request) {
    return request.cseq().number() > remoteSeq;
  }

  /** The dialog after a request in it has come that moves nothing. */
  public Dialog withRemoteSeq(SipRequest request) {
    return new Dialog(callId, local, remote, target, routes, localSeq, request.cseq().number());
  }

  /** The dialog after a request in it has come; one with a Contact moves the target. */
  public Dialog received(SipRequest request) {
    List<NameAddr> contacts = request.readableContacts();
    boolean moves = isTargetRefresh(request.method()) && !contacts.isEmpty();
    return new Dialog(
        callId,
        local,
        remote,
        moves ? contacts.get(0).uri() : target,
        routes,
        localSeq,
        request.cseq().number());
  }

  /** The dialog after a target refresh of ours has been accepted (§12.2.1.2). */
  public Dialog refreshedBy(SipResponse response) {
    List<NameAddr> contacts = response.readableContacts();
    Uri to = contacts.isEmpty() ? target : contacts.get(0).uri();
    return new Dialog(callId, local, remote, to, routes, localSeq, remoteSeq);
  }

  private static boolean isTargetRefresh(Method method) {
    // RFC 6665 §4.1.2: so is SUBSCRIBE.
    return method.equals(Method.INVITE)
        || method.equals(Method.UPDATE)
        || method.equals(Method.SUBSCRIBE);
  }

  /** A request in the dialog, numbered {@link #localSeq}, without Via and Contact (§12.2.1.1). */
  public SipRequest request(Method method) {
    return request(method, localSeq);
  }

  /**
   * The ACK for a 2xx (§13.2.2.4).
   *
   * @param number that of the INVITE which is acknowledged
   */
  public SipRequest ack(long number) {
    return request(Method.ACK, number);
  }

  private SipRequest request(Method method, long number) {
    HeaderEditor edit = Headers.create();
    Uri to = target;
    List<NameAddr> path = routes;
    if (!routes.isEmpty() && !isLoose(routes.get(0))) {
      // A strict router wants to be the Request-URI itself.
      to = routes.get(0).uri();
      path = new ArrayList<>(routes.subList(1, routes.size()));
      path.add(NameAddr.of(target));
    }
    for (NameAddr route : path) {
      edit.append(HeaderName.ROUTE, route.toString());
    }
    edit.append(HeaderName.MAX_FORWARDS, "70")
        .append(HeaderName.FROM, local.toString())
        .append(HeaderName.TO, remote.toString())
        .append(HeaderName.CALL_ID, callId)
        .append(HeaderName.CSEQ, new CSeq(number, method).toString());
    return SipRequest.of(method, to, edit.build());
  }

  private static boolean isLoose(NameAddr route) {
    return !(route.uri() instanceof SipUri uri) || uri.hasParam("lr");
  }
}
