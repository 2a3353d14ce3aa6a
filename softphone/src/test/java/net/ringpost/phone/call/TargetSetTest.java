// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Headers;
import net.ringpost.sip.message.SipResponse;
import net.ringpost.sip.message.Status;
import net.ringpost.sip.message.Uri;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 3261 §8.1.3.4. */
class TargetSetTest {
  private static SipResponse moved(String contacts) {
    Headers headers = Headers.create().append(HeaderName.CONTACT, contacts).build();
    return SipResponse.of(Status.MOVED_TEMPORARILY, "Moved", headers, new byte[0]);
  }

  private static List<String> tried(TargetSet set) {
    List<String> out = new ArrayList<>();
    for (Uri next = set.next(); next != null; next = set.next()) {
      out.add(next.toString());
    }
    return out;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<sip:b@y>                                          | sip:b@y",
        "<sip:c@y>;q=0.2, <sip:b@y>;q=0.7, <sip:d@y>;q=0.2  | sip:b@y sip:c@y sip:d@y",
        "<sip:c@y>;q=0.2, <sip:b@y>, <sip:d@y>;q=x          | sip:b@y sip:d@y sip:c@y",
        "<sip:a@x>, <sip:b@y>, <sip:b@Y:5060>, <sip:b@Y>    | sip:b@y sip:b@Y:5060",
        "<sip:b c@y>, <sip:b@y>                             | sip:b@y",
        "<mailto:a@y>, <tel:+491>, <sip:b@y;method=REFER>, <sip:c@y;method=INVITE> | tel:+491 sip:c@y;method=INVITE",
        "*                                                  | ''",
      })
  void contacts_are_tried_in_the_order_of_their_q(String contacts, String order) {
    TargetSet set = new TargetSet(Uri.parse("sip:a@x"));
    set.add(moved(contacts));
    assertThat(String.join(" ", tried(set))).isEqualTo(order);
  }

  @Test
  void what_was_tried_is_not_tried_again() {
    TargetSet set = new TargetSet(Uri.parse("sip:a@x"));
    set.add(moved("<sip:b@y>"));
    assertThat(tried(set)).containsExactly("sip:b@y");
    set.add(moved("<sip:a@x>, <sip:b@y>, <sip:c@y>"));
    assertThat(tried(set)).containsExactly("sip:c@y");
    for (int i = 0; i < 30; i++) {
      set.add(moved("<sip:" + i + "@z>"));
    }
    assertThat(tried(set)).hasSize(7);
  }

  @Test
  void encrypted_call_is_not_led_to_an_open_address() {
    TargetSet set = new TargetSet(Uri.parse("sips:a@x"));
    set.add(moved("<sip:b@y>, <tel:+491>, <sips:c@y>"));
    assertThat(tried(set)).containsExactly("sips:c@y");
  }
}
