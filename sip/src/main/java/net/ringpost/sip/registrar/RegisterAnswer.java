// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.registrar;

import net.ringpost.sip.message.HeaderEditor;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Status;

/** What is answered to a REGISTER (RFC 3261 §10.3). */
public final class RegisterAnswer {
  /** What a terminal is told to wait while registrations cannot be stored or are not read yet. */
  private static final String RETRY_SECONDS = "2";

  private RegisterAnswer() {}

  /**
   * The answer that tells an outcome.
   *
   * @param asked what the request asks for
   * @param now on the scale of the bindings'
   * @param date the wall clock's, as a Date header gives it (RFC 3261 §20.17)
   */
  public static SipResponse of(
      SipRequest request,
      RegisterRequest asked,
      RegistrarOutcome outcome,
      String toTag,
      long now,
      String date) {
    return switch (outcome) {
      case RegistrarOutcome.Granted g ->
          granted(SipResponse.to(request, Status.OK, null, toTag), request, asked, g, now, date);
      case RegistrarOutcome.Refused r when r.status() == Status.SERVICE_UNAVAILABLE ->
          unavailable(request, r.reason(), toTag);
      case RegistrarOutcome.Refused r -> refused(request, r, toTag);
    };
  }

  /** It cannot be done now, but soon: 503. */
  public static SipResponse unavailable(SipRequest request, String reason, String toTag) {
    SipResponse plain = SipResponse.to(request, Status.SERVICE_UNAVAILABLE, reason, toTag);
    HeaderEditor edit = plain.headers().edit();
    return plain.withHeaders(edit.set(HeaderName.RETRY_AFTER, RETRY_SECONDS).build());
  }

  private static SipResponse refused(SipRequest request, RegistrarOutcome.Refused r, String toTag) {
    SipResponse plain = SipResponse.to(request, r.status(), r.reason(), toTag);
    if (r.minExpires() == 0) {
      return plain;
    }
    String seconds = Integer.toString(r.minExpires());
    return plain.withHeaders(plain.headers().edit().set(HeaderName.MIN_EXPIRES, seconds).build());
  }

  /** RFC 3261 §10.3 step 8: all of the number's terminals, each with what is left of its time. */
  private static SipResponse granted(
      SipResponse plain,
      SipRequest request,
      RegisterRequest asked,
      RegistrarOutcome.Granted granted,
      long now,
      String date) {
    HeaderEditor edit = plain.headers().edit();
    for (Binding b : granted.bindings().all()) {
      edit.append(HeaderName.CONTACT, b.toContactValue(now));
    }
    if (usesFlows(request, asked)) {
      // RFC 5626 §6: says that the flow will be used.
      edit.append(HeaderName.REQUIRE, "outbound");
    }
    return plain.withHeaders(edit.append(HeaderName.DATE, date).build());
  }

  private static boolean usesFlows(SipRequest request, RegisterRequest asked) {
    for (RegisterRequest.Wanted w : asked.contacts()) {
      if (w.regId() > 0) {
        return request.headers().hasToken(HeaderName.SUPPORTED, "outbound");
      }
    }
    return false;
  }
}
