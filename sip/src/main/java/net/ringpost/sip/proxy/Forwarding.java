// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.proxy;

import java.util.Locale;
import net.ringpost.sip.engine.Flow;
import net.ringpost.sip.message.HeaderEditor;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Host;
import net.ringpost.sip.message.NameAddr;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipUri;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy changes in a request on its way (RFC 3261 §16.6, RFC 3325 §5).
 *
 * <p>DEVIATION RFC 3325 §5, §7: each terminal is given P-Asserted-Identity; all are members', and
 * count as within the trust domain.
 */
final class Forwarding {
  private static final HeaderName REMOTE_PARTY_ID = HeaderName.of("Remote-Party-ID");

  private Forwarding() {}

  /**
   * What every copy has: Max-Forwards less one, no credentials for us, and no identity that a
   * client asserts about itself.
   */
  static SipRequest prepared(SipRequest request, Originator caller) {
    HeaderEditor edit = hop(request);
    edit.remove(HeaderName.PROXY_AUTHORIZATION);
    if (!caller.trusted()) {
      removeClaims(edit);
    }
    NameAddr asserted = anonymous(request) ? null : asserted(request, caller);
    if (asserted != null) {
      edit.append(HeaderName.P_ASSERTED_IDENTITY, asserted.toString());
    }
    return request.withHeaders(edit.build());
  }

  /**
   * What is changed in a request within a dialog: Max-Forwards less one, and no asserted identity,
   * since nobody has to prove anything there.
   *
   * @param trusted whether the sender is a trusted peer, whose word is kept
   */
  static SipRequest inDialog(SipRequest request, boolean trusted) {
    HeaderEditor edit = hop(request).remove(HeaderName.PROXY_AUTHORIZATION);
    if (!trusted) {
      removeClaims(edit);
    }
    return request.withHeaders(edit.build());
  }

  /** RFC 3325 §5: what a client asserts about itself is worth nothing. */
  private static void removeClaims(HeaderEditor edit) {
    edit.remove(HeaderName.P_ASSERTED_IDENTITY);
    edit.remove(HeaderName.P_PREFERRED_IDENTITY);
    edit.remove(REMOTE_PARTY_ID);
  }

  private static HeaderEditor hop(SipRequest request) {
    int hops = request.maxForwards().orElse(71) - 1;
    return request.headers().edit().set(HeaderName.MAX_FORWARDS, Integer.toString(hops));
  }

  /** RFC 3323 §4.2: the caller does not want to be named. */
  private static boolean anonymous(SipRequest request) {
    String privacy = request.headers().first(HeaderName.PRIVACY);
    return privacy != null && privacy.toLowerCase(Locale.ROOT).contains("id");
  }

  private static @Nullable NameAddr asserted(SipRequest request, Originator caller) {
    return request.from().uri() instanceof SipUri from ? caller.asserted(from.host()) : null;
  }

  /** To the terminal itself: its contact becomes the Request-URI. */
  static SipRequest toTerminal(SipRequest prepared, SipUri contact) {
    return prepared.withRequestUri(contact.asRequestUri());
  }

  /**
   * Stays in the dialog: one address for each side, the callee's on top (RFC 5658 §3.1), so that
   * each side's requests lead to the other's flow, whatever the transports.
   */
  static SipRequest recorded(SipRequest request, String callerSide, String calleeSide) {
    HeaderEditor edit = request.headers().edit();
    edit.prepend(HeaderName.RECORD_ROUTE, callerSide);
    edit.prepend(HeaderName.RECORD_ROUTE, calleeSide);
    return request.withHeaders(edit.build());
  }

  /**
   * The address by which one side reaches us again.
   *
   * @param host our name or address on that side
   */
  static String recordRoute(String token, Flow side, String host, int port) {
    String transport =
        switch (side.protocol()) {
          case UDP -> "";
          default -> ";transport=" + side.protocol().uriToken();
        };
    return "<sip:" + token + "@" + Host.bracketed(host) + ":" + port + transport + ";lr>";
  }
}
