// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import net.ringpost.db.account.Account;
import net.ringpost.sip.message.HeaderEditor;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Host;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.SipUri;
import org.jspecify.annotations.Nullable;

/**
 * What a terminal learns at its registration besides its bindings: the member's number, which it
 * need not have signed in with, and where the server's site is.
 */
final class RegistrationHeaders {
  /** The purpose of the Call-Info (RFC 3261 §20.9) that names the site. */
  private static final String PURPOSE = "ringpost-site";

  private static final HeaderName P_ASSOCIATED_URI = HeaderName.of("P-Associated-URI");

  private volatile @Nullable String site;
  private volatile int port;

  /**
   * The site listens.
   *
   * @param address as members reach it, such as {@code https://example.org/}; null if that is by
   *     the name that they give the server, over HTTP
   * @param httpPort the port of HTTP
   */
  void siteAt(@Nullable String address, int httpPort) {
    site = address;
    port = httpPort;
  }

  /**
   * The registrar's answer with what it is to tell; a refusal as it is.
   *
   * @param domain by which the member calls the server
   */
  SipResponse on(SipResponse answer, Account member, String domain) {
    if (!answer.status().isSuccess()) {
      return answer;
    }
    HeaderEditor edit = answer.headers().edit();
    // RFC 7315 §4.1: the member's addresses, the usual one first.
    edit.append(P_ASSOCIATED_URI, "<" + SipUri.of(false, member.number(), domain, -1) + ">");
    String address = site(domain);
    if (address != null) {
      edit.append(HeaderName.CALL_INFO, "<" + address + ">;purpose=" + PURPOSE);
    }
    return answer.withHeaders(edit.build());
  }

  private @Nullable String site(String domain) {
    String known = site;
    if (known != null) {
      return known;
    }
    return port == 0 ? null : "http://" + Host.bracketed(domain) + ":" + port + "/";
  }
}
