// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import net.ringpost.sip.Fixtures;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipUri;
import org.junit.jupiter.api.Test;

class LoopDetectionTest {
  @Test
  void loop_is_known_by_the_branch_and_a_spiral_is_none() {
    SipRequest first = Fixtures.invite();
    String mark = LoopDetection.mark(first);
    SipRequest back =
        first.withHeaders(
            first
                .headers()
                .edit()
                .prepend(HeaderName.VIA, "SIP/2.0/UDP 10.0.0.1:5060;branch=z9hG4bKxyz" + mark)
                .prepend(HeaderName.VIA, "SIP/2.0/UDP 10.0.0.8:5060;branch=z9hG4bKabc")
                .build());
    assertThat(LoopDetection.isLoop(back, v -> v.host().equals("10.0.0.1"))).isTrue();
    assertThat(LoopDetection.isLoop(back, v -> v.host().equals("10.0.0.5"))).isFalse();
    SipRequest elsewhere = back.withRequestUri(SipUri.parse("sip:bob@10.0.0.3:5060"));
    assertThat(LoopDetection.isLoop(elsewhere, v -> v.host().equals("10.0.0.1"))).isFalse();
  }

  @Test
  void numbers_of_one_hash_code_are_two_ways() {
    SipRequest aa = Fixtures.invite().withRequestUri(SipUri.parse("sip:Aa@example.test"));
    SipRequest bb = aa.withRequestUri(SipUri.parse("sip:BB@example.test"));
    assertThat(LoopDetection.mark(aa)).isNotEqualTo(LoopDetection.mark(bb));
  }
}
