// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViaTest {
  private static Via one(String s) {
    return Via.parseList(s).get(0);
  }

  @Test
  void blanks_are_allowed_where_the_grammar_has_them() {
    Via v =
        one(
            "SIP / 2.0 / UDP first.example.com : 4000 ; ttl = 16 ;maddr=224.2.0.1; branch=z9hG4bKa7");
    assertThat(v.toString())
        .isEqualTo("SIP/2.0/UDP first.example.com:4000;ttl=16;maddr=224.2.0.1;branch=z9hG4bKa7");
    assertThat(v.sentBy()).isEqualTo("first.example.com:4000");
    assertThat(v.protocol()).isEqualTo(TransportProtocol.UDP);
    assertThat(v.hasMagicCookie()).isTrue();
  }

  @Test
  void received_and_rport_are_read_and_set() {
    Via v = one("SIP/2.0/tls [2001:db8::1];rport;branch=x");
    assertThat(v.protocol()).isEqualTo(TransportProtocol.TLS);
    assertThat(v.hasRport()).isTrue();
    assertThat(v.rport()).isEqualTo(-1);
    assertThat(v.received()).isNull();
    Via seen = v.withParam("received", "2001:db8::2").withParam("rport", "1234");
    assertThat(seen.toString())
        .isEqualTo("SIP/2.0/tls [2001:db8::1];rport=1234;branch=x;received=2001:db8::2");
    assertThat(one(seen.toString()).received()).isEqualTo("2001:db8::2");
    assertThat(one(seen.toString()).rport()).isEqualTo(1234);
    assertThat(one("SIP/2.0/UDP a;rport=99999").rport()).isEqualTo(-1);
    assertThat(one("SIP/2.0/UDP a;rport=x").rport()).isEqualTo(-1);
  }

  @Test
  void list_is_split() {
    assertThat(Via.parseList("SIP/2.0/UDP a;x=\",\" ,SIP/2.0/TCP b:1"))
        .extracting(Via::sentBy)
        .containsExactly("a", "b:1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "SIP/2.0/UDP",
        "SIP/2.0/UDP ",
        "SIP/2.0 a",
        "SIP/2.0/UDPa;b",
        "SIP/2.0/UDP a b",
        "SIP/2.0/UDP a;;b",
        "SIP/2.0/UDP a;",
        "SIP/2.0/UDP a,",
        "SIP/2.0/UDP a,,SIP/2.0/UDP b",
        "SIP/2.0/UDP a:70000",
        "SIP/2.0/UDP a:",
        "SIP/2.0/UDP 2001:db8::1",
        "SIP/2.0/UDP a;branch=x;branch=y",
        "SIP/2.0/UDP a;branch=",
        "SIP/2.0/UDP a;b=\"x"
      })
  void parse_refuses(String s) {
    assertThatThrownBy(() -> Via.parseList(s)).isInstanceOf(MalformedException.class);
  }

  @Test
  void of_writes_what_a_transaction_needs() {
    Via v = Via.of(TransportProtocol.TCP, "2001:db8::1", 5060, "z9hG4bK1").withParam("rport", null);
    assertThat(v.toString()).isEqualTo("SIP/2.0/TCP [2001:db8::1]:5060;branch=z9hG4bK1;rport");
  }

  @Test
  void too_many_params_are_refused() {
    StringBuilder sb = new StringBuilder("SIP/2.0/UDP a");
    for (int i = 0; i < 65; i++) {
      sb.append(";p").append(i);
    }
    assertThatThrownBy(() -> Via.parseList(sb.toString())).hasMessageContaining("more than 64");
  }
}
