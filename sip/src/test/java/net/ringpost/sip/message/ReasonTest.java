// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** RFC 3326. */
class ReasonTest {
  private static SipRequest bye(String... values) {
    HeaderEditor headers = Headers.create();
    for (String value : values) {
      headers.append(HeaderName.REASON, value);
    }
    return SipRequest.of(Method.BYE, SipUri.parse("sip:b@192.0.2.1"), headers.build());
  }

  @Test
  void reason_is_read_and_written() {
    Reason reason = Reason.sip(488, "no \"sound\" can cross: 소리");
    String written = reason.toString();
    assertThat(written).isEqualTo("SIP;cause=488;text=\"no \\\"sound\\\" can cross: 소리\"");
    assertThat(Reason.of(bye(written))).containsExactly(reason);
    assertThat(Reason.of(bye("Q.850 ; cause=16 ; text=\"Terminated\"")))
        .containsExactly(new Reason("Q.850", 16, "Terminated"));
  }

  @Test
  void the_first_sip_one_counts() {
    SipRequest two = bye("Q.850;cause=47, sip;cause=503;text=\"a, b\"", "SIP;cause=500");
    assertThat(Reason.of(two)).hasSize(3);
    assertThat(Reason.ofSip(two)).isEqualTo(new Reason("sip", 503, "a, b"));
    assertThat(Reason.ofSip(bye())).isNull();
  }

  @Test
  void what_cannot_be_read_is_left_out() {
    assertThat(Reason.of(bye("SIP;cause=\"x", ";cause=4"))).isEmpty();
    assertThat(Reason.of(bye("SIP;cause=abc;text=7"))).containsExactly(new Reason("SIP", 0, "7"));
  }
}
