// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import static org.assertj.core.api.Assertions.assertThat;

import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Headers;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Status;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnsweredByTest {
  /** RFC 3840 §9, §10.14. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<sip:v@192.0.2.1>;automata;actor=\"msg-taker\"|voicemail",
        "<sip:v@192.0.2.1>;actor=\"MSG-TAKER\"|voicemail",
        "<sip:v@192.0.2.1>;automata;actor=\"information\"|machine",
        "<sip:v@192.0.2.1>;automata=\"TRUE\"|machine",
        "<sip:v@192.0.2.1>;automata=\"FALSE\"|telephone",
        "<sip:v@192.0.2.1;automata>|telephone",
        "<sip:v@192.0.2.1>;actor=\"principal\"|telephone",
      })
  void contact_says_who_answers(String contact, String who) {
    Headers headers = Headers.create().append(HeaderName.CONTACT, contact).build();
    SipResponse ok = SipResponse.of(Status.OK, "OK", headers, new byte[0]);
    assertThat(AnsweredBy.of(ok).word()).isEqualTo(who);
  }
}
