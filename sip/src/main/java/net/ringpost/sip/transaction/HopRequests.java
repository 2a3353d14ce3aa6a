// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.transaction;

import java.util.List;
import net.ringpost.sip.message.CSeq;
import net.ringpost.sip.message.HeaderEditor;
import net.ringpost.sip.message.HeaderField;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Headers;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;

/** The requests that belong to an INVITE's hop: the ACK for a refusal, and CANCEL. */
public final class HopRequests {
  private HopRequests() {}

  /** The ACK for a final response other than 2xx (RFC 3261 §17.1.1.3). */
  public static SipRequest ack(SipRequest invite, SipResponse response) {
    HeaderField to = response.headers().field(HeaderName.TO);
    HeaderEditor edit = common(invite, Method.ACK);
    if (to != null) {
      edit.set(HeaderName.TO, to.value());
    }
    return SipRequest.of(Method.ACK, invite.requestUri(), edit.build());
  }

  /**
   * The CANCEL for an INVITE that has been sent (RFC 3261 §9.1).
   *
   * @param extra further headers, such as Reason (RFC 3326)
   */
  public static SipRequest cancel(SipRequest invite, List<HeaderField> extra) {
    HeaderEditor edit = common(invite, Method.CANCEL);
    for (HeaderField f : extra) {
      edit.append(f);
    }
    return SipRequest.of(Method.CANCEL, invite.requestUri(), edit.build());
  }

  /** RFC 3261 §9.1 and §17.1.1.3: one Via, the INVITE's top one; its routes; its CSeq number. */
  private static HeaderEditor common(SipRequest invite, Method method) {
    Headers from = invite.headers();
    HeaderEditor edit = Headers.create().append(HeaderName.VIA, invite.topVia().toString());
    for (HeaderField route : from.all(HeaderName.ROUTE)) {
      edit.append(route);
    }
    edit.append(HeaderName.MAX_FORWARDS, "70");
    copy(from, HeaderName.FROM, edit);
    copy(from, HeaderName.TO, edit);
    copy(from, HeaderName.CALL_ID, edit);
    return edit.append(HeaderName.CSEQ, new CSeq(invite.cseq().number(), method).toString());
  }

  private static void copy(Headers from, HeaderName name, HeaderEditor to) {
    HeaderField field = from.field(name);
    if (field != null) {
      to.append(field);
    }
  }
}
