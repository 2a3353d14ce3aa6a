// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UriTest {
  /** RFC 3261 §19.1.3. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sip:alice@atlanta.com",
        "sip:alice:secretword@atlanta.com;transport=tcp",
        "sips:alice@atlanta.com?subject=project%20x&priority=urgent",
        "sip:+1-212-555-1212:1234@gateway.com;user=phone",
        "sips:1212@gateway.com",
        "sip:alice@192.0.2.4",
        "sip:atlanta.com;method=REGISTER?to=alice%40atlanta.com",
        "sip:alice;day=tuesday@atlanta.com",
        "sip:example.com.",
        "sip:a@[::1]:5060;lr",
        "sip:a@b.c?h=",
        "sip:*31#123@b.c",
        "sip:a{b}|^`@b.c;x=#;y={z}",
        "sip:a@b.c?Route=1&Route=2",
        "tel:+49-30-1234",
        "tel:911;phone-context=+1",
        "urn:service:sos",
        "im:a@b"
      })
  void parse_accepts_and_keeps_the_text(String text) {
    assertThat(Uri.parse(text).toString()).isEqualTo(text);
  }

  @Test
  void what_should_be_escaped_is_read_and_never_written() {
    assertThat(SipUri.parse("sip:*31#@b.c").user()).isEqualTo("*31#");
    SipUri written = SipUri.of(false, "*31#{}|^`", "b.c", -1).withParam("x", "#{");
    assertThat(written.toString()).isEqualTo("sip:*31%23%7B%7D%7C%5E%60@b.c;x=%23%7B");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sip:",
        "sip:@example.com",
        "sip:a@",
        "sip:a@b@c.com",
        "sip:a b@c.com",
        "sip:a@c.com:",
        "sip:a@c.com:65536",
        "sip:a@c.com:5x",
        "sip:a@-c.com",
        "sip:a@c-.com",
        "sip:a@c..com",
        "sip:a@.com",
        "sip:a@192.0.2.256",
        "sip:a@192.0.2",
        "sip:a@[2001:db8::1",
        "sip:a@[2001:db8:1]",
        "sip:a@[1.2.3.4]",
        "sip:a@2001:db8::1",
        "sip:a%4@c.com",
        "sip:a%zz@c.com",
        "sip:a@c.com;",
        "sip:a@c.com;=x",
        "sip:a@c.com;x=",
        "sip:a@c.com;x=1;X=2",
        "sip:a@c.com?",
        "sip:a@c.com?x",
        "sip:a@c.com;x=\"y\"",
        "sip:a@c.com>",
        "sip:a@\u00e4.com",
        "tel:",
        "tel:abcx",
        "tel:+",
        "nocolon",
        ":empty",
        "1a:b",
        "x:",
        "x:a b"
      })
  void parse_refuses(String text) {
    assertThatThrownBy(() -> Uri.parse(text)).isInstanceOf(MalformedException.class);
  }

  /** RFC 3261 §19.1.4: the examples of the section, first those that are equivalent. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "true sip:%61lice@atlanta.com;transport=TCP sip:alice@AtLanTa.CoM;Transport=tcp",
        "true sip:carol@chicago.com sip:carol@chicago.com;newparam=5",
        "true sip:carol@chicago.com;newparam=5 sip:carol@chicago.com;security=on",
        "true sip:biloxi.com;transport=tcp;method=REGISTER?to=sip:bob%40biloxi.com"
            + " sip:biloxi.com;method=REGISTER;transport=tcp?to=sip:bob%40biloxi.com",
        "true sip:alice@atlanta.com?subject=project%20x&priority=urgent"
            + " sip:alice@atlanta.com?priority=urgent&subject=project%20x",
        "false SIP:ALICE@AtLanTa.CoM;Transport=udp sip:alice@AtLanTa.CoM;Transport=UDP",
        "false sip:bob@biloxi.com sip:bob@biloxi.com:5060",
        "false sip:bob@biloxi.com sip:bob@biloxi.com;transport=udp",
        "false sip:bob@biloxi.com sip:bob@biloxi.com:6000;transport=tcp",
        "false sip:carol@chicago.com sip:carol@chicago.com?Subject=next%20meeting",
        "false sip:bob@phone21.boxesbybob.com sip:bob@192.0.2.4",
        "false sip:carol@chicago.com;security=on sip:carol@chicago.com;security=off",
        "false sip:a@b.c sips:a@b.c",
        "false sip:a@b.c sip:b.c",
        "false sip:a:x@b.c sip:a:y@b.c",
        "false sip:a@b.c;user=phone sip:a@b.c",
        "false sip:a@b.c sip:a@b.c;ttl=1",
        "false sip:a@b.c;method=INVITE sip:a@b.c",
        "false sip:a@b.c;maddr=1.2.3.4 sip:a@b.c",
        "true sip:a@b.c;n%61me=%41 sip:a@b.c;name=A",
        "true sip:a@[2001:DB8::1] sip:a@[2001:db8::1]",
        "false sip:a@b.c?Route=1&Route=2 sip:a@b.c?Route=1&Route=1",
        "false sip:a@b.c tel:1"
      })
  void equivalent_follows_the_rfc(boolean same, String a, String b) {
    assertThat(Uri.parse(a).equivalent(Uri.parse(b))).isEqualTo(same);
    assertThat(Uri.parse(b).equivalent(Uri.parse(a))).isEqualTo(same);
  }

  /** The end of §19.1.4: equivalence is not transitive. */
  @Test
  void equivalent_is_not_transitive() {
    Uri bare = Uri.parse("sip:carol@chicago.com");
    Uri on = Uri.parse("sip:carol@chicago.com;security=on");
    Uri off = Uri.parse("sip:carol@chicago.com;security=off");
    assertThat(bare.equivalent(on)).isTrue();
    assertThat(bare.equivalent(off)).isTrue();
    assertThat(on.equivalent(off)).isFalse();
  }

  @Test
  void user_is_any_script_escaped_or_not() {
    assertThat(((SipUri) Uri.parse("sip:\u96fb\u8a71@example.com")).user())
        .isEqualTo("\u96fb\u8a71");
    assertThat(((SipUri) Uri.parse("sip:%E9%9B%BB%E8%A9%B1@example.com")).user())
        .isEqualTo("\u96fb\u8a71");
    assertThat(Uri.parse("sip:\u96fb@a.b").equivalent(Uri.parse("sip:%e9%9b%bb@a.b"))).isTrue();
  }

  @Test
  void of_escapes_what_it_must() {
    SipUri uri = SipUri.of(false, "a b@c:d", "2001:db8::1", 5070);
    assertThat(uri.toString()).isEqualTo("sip:a%20b%40c%3Ad@[2001:db8::1]:5070");
    assertThat(uri.user()).isEqualTo("a b@c:d");
    assertThat(SipUri.of(true, null, "a.b", -1).toString()).isEqualTo("sips:a.b");
    assertThatThrownBy(() -> SipUri.of(false, "a", "b c", -1))
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void params_can_be_set_and_removed() {
    SipUri uri = (SipUri) Uri.parse("sip:a:p@b.c:5070;x=1;lr?h=v");
    assertThat(uri.withParam("x", "a b").toString()).isEqualTo("sip:a:p@b.c:5070;x=a%20b;lr?h=v");
    assertThat(uri.withParam("ob", null).toString()).isEqualTo("sip:a:p@b.c:5070;x=1;lr;ob?h=v");
    assertThat(uri.withoutParam("X").toString()).isEqualTo("sip:a:p@b.c:5070;lr?h=v");
    assertThat(uri.bare().toString()).isEqualTo("sip:a@b.c:5070");
  }

  @Test
  void port_default_depends_on_the_scheme() {
    assertThat(((SipUri) Uri.parse("sip:a.b")).portOrDefault()).isEqualTo(5060);
    assertThat(((SipUri) Uri.parse("sips:a.b")).portOrDefault()).isEqualTo(5061);
    assertThat(((SipUri) Uri.parse("sip:a.b;transport=TLS")).portOrDefault()).isEqualTo(5061);
    assertThat(((SipUri) Uri.parse("sips:a.b:7")).portOrDefault()).isEqualTo(7);
  }

  @Test
  void tel_digits_are_without_separators() {
    assertThat(((TelUri) Uri.parse("tel:+49(30)12-34.5")).digits()).isEqualTo("+4930123" + "45");
  }
}
