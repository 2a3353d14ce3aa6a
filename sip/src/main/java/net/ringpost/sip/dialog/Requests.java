// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.dialog;

import java.util.List;
import net.ringpost.sip.message.BodyHandling;
import net.ringpost.sip.message.CSeq;
import net.ringpost.sip.message.HeaderEditor;
import net.ringpost.sip.message.HeaderField;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Headers;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.NameAddr;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.message.TelUri;
import net.ringpost.sip.message.Uri;
import org.jspecify.annotations.Nullable;

/** Writes a user agent's requests and responses. */
final class Requests {
  /** What every user agent takes. */
  private static final String CALLS = "INVITE, ACK, CANCEL, BYE, OPTIONS, UPDATE";

  private Requests() {}

  /** The value of Allow for who takes these methods beside those of calls (RFC 3261 §20.5). */
  static String allow(List<Method> more) {
    StringBuilder sb = new StringBuilder(CALLS);
    more.forEach(m -> sb.append(", ").append(m));
    return sb.toString();
  }

  /** A request outside a dialog (RFC 3261 §8.1.1), without Via and Contact. */
  static SipRequest first(
      Identity who, String tag, Method method, Uri target, String callId, long number) {
    Uri to = target instanceof SipUri uri ? uri.bare() : target;
    Headers headers =
        Headers.create()
            .append(HeaderName.MAX_FORWARDS, "70")
            .append(HeaderName.FROM, who.tagged(tag).toString())
            .append(HeaderName.TO, NameAddr.of(to).toString())
            .append(HeaderName.CALL_ID, callId)
            .append(HeaderName.CSEQ, new CSeq(number, method).toString())
            .append(HeaderName.USER_AGENT, who.product())
            .build();
    Uri uri = target instanceof SipUri sip ? sip.asRequestUri() : target;
    return SipRequest.of(method, uri, headers);
  }

  /** The message with these fields at its end, and this body. */
  static SipRequest with(SipRequest request, List<HeaderField> extra, Body body) {
    HeaderEditor edit = request.headers().edit();
    for (HeaderField f : extra) {
      edit.append(f);
    }
    return (SipRequest) body.on(request.withHeaders(edit.build()));
  }

  /** With the Contact by which we want to be reached in the dialog. */
  static SipMessage withContact(SipMessage message, SipUri contact, String allow) {
    return message.withHeaders(
        message
            .headers()
            .edit()
            .set(HeaderName.CONTACT, NameAddr.of(contact).toString())
            .set(HeaderName.ALLOW, allow)
            .build());
  }

  /** An answer that makes or refreshes a dialog (RFC 3261 §12.1.1): Record-Route is copied. */
  static SipResponse inDialog(
      SipRequest request,
      Status status,
      @Nullable String tag,
      SipUri contact,
      String allow,
      Body body) {
    SipResponse response = SipResponse.to(request, status, null, tag);
    HeaderEditor edit = response.headers().edit();
    for (HeaderField f : request.headers().all(HeaderName.RECORD_ROUTE)) {
      edit.append(f);
    }
    SipMessage routed = withContact(response.withHeaders(edit.build()), contact, allow);
    return (SipResponse) body.on(routed);
  }

  /**
   * The refusal of a request whose body must be understood and is not (RFC 3261 §8.2.3); null if
   * there is nothing to refuse.
   *
   * @param type of what is looked for, in lower case
   * @param tag of ours
   */
  static @Nullable SipResponse bodyRefusal(SipRequest request, String type, String tag) {
    if (!(BodyHandling.of(request, type) instanceof BodyHandling.NotUnderstood n)) {
      return null;
    }
    SipResponse plain = SipResponse.to(request, Status.UNSUPPORTED_MEDIA_TYPE, null, tag);
    return plain.withHeaders(plain.headers().edit().append(n.header(), n.value()).build());
  }

  /** Whether the URI's scheme is one that we understand. */
  static boolean understands(Uri uri) {
    return uri instanceof SipUri || uri instanceof TelUri;
  }
}
