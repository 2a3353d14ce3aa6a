// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import static org.assertj.core.api.Assertions.assertThat;

import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Headers;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipUri;
import org.junit.jupiter.api.Test;

class CallerIdentityTest {
  private static SipRequest invite(String from, String asserted) {
    Headers headers =
        Headers.create()
            .append(HeaderName.FROM, from)
            .append(HeaderName.P_ASSERTED_IDENTITY, asserted)
            .build();
    return SipRequest.of(Method.INVITE, SipUri.parse("sip:bob@192.0.2.9"), headers);
  }

  private final SipRequest liar =
      invite("\"Police\" <sip:110@example.org>;tag=1", "\"Ann\" <sip:ann@example.org>");

  @Test
  void server_says_who_calls_not_the_caller() {
    assertThat(CallerIdentity.of(liar, "example.org", true))
        .isEqualTo(new CallerIdentity("ann", "Ann", true));
  }

  @Test
  void stranger_has_no_name() {
    assertThat(CallerIdentity.of(liar, "example.org", false))
        .isEqualTo(new CallerIdentity("110@example.org", "", false));
  }

  @Test
  void name_that_the_server_does_not_vouch_for_is_not_shown() {
    Headers headers =
        Headers.create().append(HeaderName.FROM, "\"Ann\" <sip:ann@example.com>;tag=1").build();
    SipRequest stranger = SipRequest.of(Method.INVITE, SipUri.parse("sip:bob@192.0.2.9"), headers);
    assertThat(CallerIdentity.of(stranger, "example.org", true))
        .isEqualTo(new CallerIdentity("ann@example.com", "", false));
  }

  @Test
  void number_of_another_domain_is_shown_with_it() {
    SipRequest foreign = invite("<sip:x@example.com>;tag=1", "<sip:zo%C3%AB@example.com>");
    assertThat(CallerIdentity.of(foreign, "example.org", true).number())
        .isEqualTo("zoë@example.com");
  }
}
