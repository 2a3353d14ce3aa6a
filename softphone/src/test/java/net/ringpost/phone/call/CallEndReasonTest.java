// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import static org.assertj.core.api.Assertions.assertThat;

import net.ringpost.sip.dialog.CallEnd;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Headers;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallEndReasonTest {
  @ParameterizedTest
  @CsvSource({
    "404, nobody has this number",
    "480, not reachable now",
    "486, busy",
    "603, declined",
    "408, no answer",
    "403, not allowed: Forbidden",
    "407, the server does not accept your ID and password",
    "503, the server has a problem: 503 Service Unavailable",
    "482, 482 Loop Detected",
  })
  void refusal_is_told_in_words_with_its_status(int code, String words) {
    Status status = Status.of(code);
    SipResponse response = SipResponse.of(status, status.reason(), Headers.EMPTY, new byte[0]);
    CallEnd end = new CallEnd(CallEnd.Cause.REFUSED, response, "");
    assertThat(CallEndReason.ofOutgoing(end)).isEqualTo(new CallEndReason(words, code));
  }

  private static CallEndReason cancelled(String reason) {
    Headers headers =
        reason.isEmpty()
            ? Headers.EMPTY
            : Headers.create().append(HeaderName.REASON, reason).build();
    SipRequest cancel = SipRequest.of(Method.CANCEL, SipUri.parse("sip:b@192.0.2.1"), headers);
    return CallEndReason.ofIncoming(new CallEnd(CallEnd.Cause.CANCELLED, cancel, ""));
  }

  @Test
  void cancelled_call_was_answered_elsewhere_only_if_the_server_says_so() {
    assertThat(cancelled("SIP;cause=200;text=\"Call completed elsewhere\"").reason())
        .isEqualTo("answered elsewhere");
    assertThat(cancelled("").reason()).isEqualTo("the caller gave up");
    assertThat(cancelled("SIP ;cause=487").reason()).isEqualTo("the caller gave up");
  }

  /** RFC 3326 §2: the protocol and its cause say it; the text is for people. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SIP;cause=603;text=\"Declined elsewhere\"|declined elsewhere",
        "SIP;text=\"Declined elsewhere; cause=200\";cause=603|declined elsewhere",
        "SIP ; cause = 606 ; text=\"Not Acceptable\"|declined elsewhere",
        "Q.850;cause=16, SIP;cause=600|busy elsewhere",
        "SIP;cause=408;text=\"Not answered in time\"|not answered in time",
        "sip;cause=200|answered elsewhere",
        "Q.850;cause=26|answered elsewhere",
        "SIP;text=\"Call completed elsewhere\"|answered elsewhere",
        "Q.850;cause=200|the caller gave up",
        "SIP;cause=2000|the caller gave up",
        "SIP;cause=|the caller gave up",
        ";cause=200|the caller gave up",
      })
  void cancelled_call_ended_as_its_reason_says(String reason, String words) {
    assertThat(cancelled(reason).reason()).isEqualTo(words);
  }

  private static CallEndReason hungUp(String reason) {
    Headers headers = Headers.create().append(HeaderName.REASON, reason).build();
    SipRequest bye = SipRequest.of(Method.BYE, SipUri.parse("sip:b@192.0.2.1"), headers);
    return CallEndReason.ofOutgoing(new CallEnd(CallEnd.Cause.REMOTE_HUNG_UP, bye, ""));
  }

  /** RFC 3326. */
  @Test
  void what_the_other_telephone_says_in_its_bye_is_told() {
    assertThat(hungUp("SIP;cause=488;text=\"no sound can cross: no path was found\""))
        .isEqualTo(new CallEndReason("no sound can cross: no path was found", 488));
    assertThat(hungUp("SIP;cause=200;text=\"the line broke: nothing was heard for 20 s\""))
        .isEqualTo(new CallEndReason("the line broke: nothing was heard for 20 s", 200));
    assertThat(hungUp("SIP;cause=503"))
        .isEqualTo(new CallEndReason("the other telephone ended the call", 503));
    assertThat(hungUp("Q.850;cause=16;text=\"Normal call clearing\""))
        .isEqualTo(new CallEndReason("the other side hung up", 200));
    assertThat(hungUp("SIP;cause=488;text=\"a\u202e\u2028 b" + "c".repeat(500) + "\"").reason())
        .hasSize(200)
        .startsWith("a   bc".replace("   ", "  "));
  }

  @Test
  void talk_ends_with_200() {
    CallEnd theirs = new CallEnd(CallEnd.Cause.REMOTE_HUNG_UP, null, "");
    assertThat(CallEndReason.ofIncoming(theirs))
        .isEqualTo(new CallEndReason("the other side hung up", 200));
    assertThat(CallEndReason.ofOutgoing(theirs).status()).isEqualTo(200);
  }
}
