// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import net.ringpost.sip.Fixtures;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.Uri;
import org.junit.jupiter.api.Test;

class RequestForwardingTest {
  private static final SipUri SELF = SipUri.parse("sip:10.0.0.1;lr");
  private static final Uri TARGET = Uri.parse("sip:bob@10.0.0.3:5060");

  private static boolean ours(SipUri uri) {
    return uri.host().equals("10.0.0.1");
  }

  private static SipRequest routed(String uri, String... routes) {
    SipRequest r = Fixtures.request("BYE");
    var edit = r.headers().edit();
    for (String route : routes) {
      edit.append(HeaderName.ROUTE, route);
    }
    return RequestForwarding.routed(
        r.withHeaders(edit.build()).withRequestUri(Uri.parse(uri)), RequestForwardingTest::ours);
  }

  @Test
  void own_route_is_taken_off() {
    SipRequest r = routed("sip:bob@10.0.0.3", "<sip:10.0.0.1;lr>, <sip:10.0.0.8;lr>");
    assertThat(r.routes()).as("RFC 3261 §16.4").hasSize(1);
    assertThat(RequestForwarding.nextHop(r)).hasToString("sip:10.0.0.8;lr");
  }

  @Test
  void foreign_route_stays() {
    SipRequest r = routed("sip:bob@10.0.0.3", "<sip:10.0.0.8;lr>");
    assertThat(r.routes()).hasSize(1);
  }

  @Test
  void strict_router_before_us_is_undone() {
    SipRequest r = routed("sip:10.0.0.1;lr", "<sip:10.0.0.8;lr>", "<sip:bob@10.0.0.3>");
    assertThat(r.requestUriText()).as("RFC 3261 §16.4").isEqualTo("sip:bob@10.0.0.3");
    assertThat(r.routes()).hasSize(1);
  }

  @Test
  void strict_router_after_us_becomes_the_request_uri() {
    SipRequest r = Fixtures.request("BYE", "Route: <sip:10.0.0.8>, <sip:10.0.0.9;lr>");
    SipRequest on = RequestForwarding.forwarded(r, TARGET, null);
    assertThat(on.requestUriText()).as("RFC 3261 §16.6 step 6").isEqualTo("sip:10.0.0.8");
    assertThat(on.headers().values(HeaderName.ROUTE))
        .containsExactly("<sip:10.0.0.9;lr>", "<sip:bob@10.0.0.3:5060>");
  }

  @Test
  void forwarded_counts_down_records_the_route_and_keeps_the_rest() {
    SipRequest r = Fixtures.request("INVITE", "Record-Route: <sip:10.0.0.7;lr>", "X-Odd:  a  b");
    SipRequest on = RequestForwarding.forwarded(r, TARGET, SELF);
    assertThat(on.maxForwards()).hasValue(69);
    assertThat(on.requestUri()).isEqualTo(TARGET);
    assertThat(on.headers().values(HeaderName.RECORD_ROUTE))
        .containsExactly("<sip:10.0.0.1;lr>", "<sip:10.0.0.7;lr>");
    assertThat(on.headers().field(HeaderName.of("X-Odd")))
        .isSameAs(r.headers().field(HeaderName.of("X-Odd")));
  }

  @Test
  void max_forwards_is_added_if_missing_and_ends_at_zero() {
    SipRequest r = Fixtures.request("INVITE");
    SipRequest without = r.withHeaders(r.headers().edit().remove(HeaderName.MAX_FORWARDS).build());
    assertThat(RequestForwarding.forwarded(without, TARGET, null).maxForwards()).hasValue(70);
    assertThat(RequestForwarding.isAtItsEnd(without)).isFalse();
    SipRequest zero = r.withHeaders(r.headers().edit().set(HeaderName.MAX_FORWARDS, "0").build());
    assertThat(RequestForwarding.isAtItsEnd(zero)).isTrue();
  }

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
    assertThat(LoopDetection.isLoop(back.withRequestUri(TARGET), v -> v.host().equals("10.0.0.1")))
        .isFalse();
  }

  @Test
  void numbers_of_one_hash_code_are_two_ways() {
    SipRequest aa = Fixtures.invite().withRequestUri(SipUri.parse("sip:Aa@example.test"));
    SipRequest bb = aa.withRequestUri(SipUri.parse("sip:BB@example.test"));
    assertThat(LoopDetection.mark(aa)).isNotEqualTo(LoopDetection.mark(bb));
  }
}
