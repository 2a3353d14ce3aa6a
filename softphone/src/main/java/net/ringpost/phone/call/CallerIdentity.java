// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import java.util.List;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.NameAddr;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipUri;

/**
 * Who calls.
 *
 * @param number the number or ID within our domain if the server vouches for it, else the whole
 *     address
 * @param name as the server vouches for it; empty if nobody does
 * @param vouched whether the server says so; else it is what the caller claims
 */
record CallerIdentity(String number, String name, boolean vouched) {
  /**
   * Reads an INVITE.
   *
   * @param domain ours
   * @param fromServer whether our server handed it to us: what others claim is worth nothing (RFC
   *     3325 §5)
   */
  static CallerIdentity of(SipRequest invite, String domain, boolean fromServer) {
    List<NameAddr> asserted =
        fromServer ? invite.readableAddresses(HeaderName.P_ASSERTED_IDENTITY) : List.of();
    if (asserted.isEmpty()) {
      // A stranger's From names whom it likes, also one of our domain.
      return new CallerIdentity(number(invite.from(), ""), "", false);
    }
    NameAddr who = asserted.get(0);
    String name = who.displayName();
    return new CallerIdentity(number(who, domain), name == null ? "" : name, true);
  }

  private static String number(NameAddr who, String domain) {
    if (!(who.uri() instanceof SipUri uri)) {
      return who.uri().toString();
    }
    String user = uri.user();
    if (user == null || user.isEmpty()) {
      return uri.host();
    }
    return uri.host().equalsIgnoreCase(domain) ? user : user + "@" + uri.host();
  }
}
