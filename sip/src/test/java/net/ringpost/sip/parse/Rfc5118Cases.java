// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.parse;

import static net.ringpost.sip.parse.TortureCase.refused;
import static net.ringpost.sip.parse.TortureCase.valid;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipUri;
import net.ringpost.sip.message.Via;
import org.jspecify.annotations.Nullable;

/** The messages of RFC 5118. */
final class Rfc5118Cases {
  static final List<TortureCase> CASES =
      List.of(
          valid("ipv6-good", "§4.1", "registers", m -> target(m, null, "2001:db8::10", -1)),
          refused("ipv6-bad", "§4.2", 400, "URI: no host name or address"),
          // Without brackets around the address alone, 5070 is the address's last group.
          valid("port-ambiguous", "§4.3", "", m -> target(m, null, "2001:db8::10:5070", -1)),
          valid("port-unambiguous", "§4.4", "", m -> target(m, null, "2001:db8::10", 5070)),
          valid("via-received-param-with-delim", "§4.5", "481", Rfc5118Cases::received),
          valid("via-received-param-no-delim", "§4.5", "200", Rfc5118Cases::received),
          valid("ipv6-in-sdp", "§4.6", "rings", m -> body(m, 251, "IN IP6 2001:db8::20")),
          valid("mult-ip-in-header", "§4.7", "481", Rfc5118Cases::mixedVias),
          valid("mult-ip-in-sdp", "§4.8", "rings", m -> body(m, 189, "IN IP6 2001:db8::1")),
          valid("ipv4-mapped-ipv6", "§4.9", "rings", Rfc5118Cases::mapped),
          valid(
              "ipv6-bug-abnf-3-colons",
              "§4.10",
              "200: must be tolerated",
              m -> target(m, "user", "2001:db8::192.0.2.1", -1)),
          valid(
              "ipv6-correct-abnf-2-colons",
              "§4.10",
              "200",
              m -> target(m, "user", "2001:db8::192.0.2.1", -1)));

  private Rfc5118Cases() {}

  private static void target(SipMessage m, @Nullable String user, String host, int port) {
    SipUri uri = (SipUri) ((SipRequest) m).requestUri();
    assertThat(uri.user()).isEqualTo(user);
    assertThat(uri.host()).isEqualTo(host);
    assertThat(uri.port()).isEqualTo(port);
    assertThat(uri.hostIsAddress()).isTrue();
  }

  private static void received(SipMessage m) {
    assertThat(m.topVia().host()).isEqualTo("2001:db8::9:1");
    assertThat(m.topVia().received()).isEqualTo("2001:db8::9:255");
    assertThat(m.topVia().branch()).startsWith("z9hG4bKas3");
  }

  private static void body(SipMessage m, int length, String address) {
    assertThat(m.bodySlice().length()).isEqualTo(length);
    assertThat(m.bodySlice().toString()).contains(address);
  }

  private static void mixedVias(SipMessage m) {
    assertThat(m.vias())
        .extracting(Via::sentBy)
        .containsExactly("[2001:db8::9:1]:6050", "192.0.2.1", "[2001:db8::9:255]");
    assertThat(m.vias().get(2).received()).isEqualTo("192.0.2.200");
  }

  private static void mapped(SipMessage m) {
    assertThat(m.vias())
        .extracting(Via::sentBy)
        .containsExactly("[::ffff:192.0.2.10]:19823", "[::ffff:192.0.2.2]");
    SipUri contact = (SipUri) m.contacts().get(0).uri();
    assertThat(contact.host()).isEqualTo("::ffff:192.0.2.2");
    body(m, 245, "IN IP6 ::ffff:192.0.2.2");
  }
}
