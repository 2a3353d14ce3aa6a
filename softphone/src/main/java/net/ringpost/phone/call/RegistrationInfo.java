// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import java.util.ArrayList;
import java.util.List;
import net.ringpost.sip.message.HeaderField;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.MalformedException;
import net.ringpost.sip.message.NameAddr;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.SipUri;

/**
 * What a registrar's answer tells about the member and the server.
 *
 * @param number the member's number, from P-Associated-URI (RFC 7315 §4.1); empty if it is not told
 * @param site the address of the server's site, from Call-Info (RFC 3261 §20.9); empty if it is not
 *     told
 */
record RegistrationInfo(String number, String site) {
  private static final HeaderName P_ASSOCIATED_URI = HeaderName.of("P-Associated-URI");
  private static final String SITE = "ringpost-site";

  /**
   * Reads an answer.
   *
   * @param domain ours
   */
  static RegistrationInfo of(SipResponse response, String domain) {
    return new RegistrationInfo(number(response, domain), site(response));
  }

  private static String number(SipResponse response, String domain) {
    for (NameAddr own : readable(response, P_ASSOCIATED_URI)) {
      if (own.uri() instanceof SipUri uri && uri.host().equalsIgnoreCase(domain)) {
        String user = uri.user();
        return user == null ? "" : user;
      }
    }
    return "";
  }

  private static String site(SipResponse response) {
    for (NameAddr info : readable(response, HeaderName.CALL_INFO)) {
      if (SITE.equals(info.params().get("purpose"))) {
        return info.uri().toString();
      }
    }
    return "";
  }

  /** A field that cannot be read counts as not there. */
  private static List<NameAddr> readable(SipResponse response, HeaderName name) {
    List<NameAddr> all = new ArrayList<>();
    for (HeaderField field : response.headers().all(name)) {
      try {
        all.addAll(NameAddr.parseList(name.text(), field.value(), false));
      } catch (MalformedException e) {
        // Others may follow.
      }
    }
    return all;
  }
}
