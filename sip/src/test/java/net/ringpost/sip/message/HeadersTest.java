// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class HeadersTest {
  private static final HeaderName X = HeaderName.of("X-Any");

  private static HeaderField field(HeaderName name, String line) {
    byte[] bytes = line.getBytes(UTF_8);
    return HeaderField.received(name, bytes, 0, line.indexOf(':') + 1, bytes.length);
  }

  private static List<String> lines(Headers headers) {
    List<String> out = new ArrayList<>();
    for (HeaderField f : headers) {
      f.writeTo((b, off, len) -> out.add(new String(b, off, len, UTF_8)));
    }
    return out;
  }

  private static final Headers SOME =
      Headers.of(
          List.of(
              field(HeaderName.TO, "t : <sip:a@b.c>"),
              field(HeaderName.VIA, "v:SIP/2.0/UDP a\r\n ;branch=\"1,2\" , SIP/2.0/TCP b"),
              field(X, "x-aNY:  a, b  "),
              field(HeaderName.VIA, "VIA: SIP/2.0/UDP c")));

  @Test
  void value_is_unfolded_and_trimmed() {
    assertThat(SOME.first(HeaderName.VIA))
        .isEqualTo("SIP/2.0/UDP a ;branch=\"1,2\" , SIP/2.0/TCP b");
    assertThat(SOME.first(X)).isEqualTo("a, b");
    assertThat(field(X, "x:\r\n\t \r\n a \t\r\n\t b\r\n ").value()).isEqualTo("a b");
    assertThat(field(X, "x:").value()).isEmpty();
    assertThat(SOME.first(HeaderName.FROM)).isNull();
  }

  @Test
  void values_are_split_only_where_commas_separate() {
    assertThat(SOME.values(HeaderName.VIA))
        .containsExactly("SIP/2.0/UDP a ;branch=\"1,2\"", "SIP/2.0/TCP b", "SIP/2.0/UDP c");
    assertThat(SOME.values(X)).containsExactly("a, b");
    Headers dates = Headers.create().append(HeaderName.DATE, "Sat, 1 Jan").build();
    assertThat(dates.values(HeaderName.DATE)).containsExactly("Sat, 1 Jan");
    Headers tokens =
        Headers.create().append(HeaderName.SUPPORTED, ",a,, <x,y> ,\"\\\",\",").build();
    assertThat(tokens.values(HeaderName.SUPPORTED)).containsExactly("a", "<x,y>", "\"\\\",\"");
    assertThat(tokens.hasToken(HeaderName.SUPPORTED, "A")).isTrue();
  }

  @Test
  void names_with_the_same_bit_are_told_apart() {
    HeaderName like = X;
    for (int i = 0; like.bit() != HeaderName.VIA.bit(); i++) {
      like = HeaderName.of("X-" + i);
    }
    Headers one = Headers.create().append(like, "a").build();
    assertThat(one.has(HeaderName.VIA)).isFalse();
    assertThat(one.has(HeaderName.of(like.text().toLowerCase(Locale.ROOT)))).isTrue();
    Headers both = one.edit().append(HeaderName.VIA, "SIP/2.0/UDP a").build();
    assertThat(both.count(HeaderName.VIA)).isEqualTo(1);
    assertThat(both.values(HeaderName.VIA)).containsExactly("SIP/2.0/UDP a");
    assertThat(both.all(like)).hasSize(1);
  }

  @Test
  void remove_first_value_touches_only_that_field() {
    Headers once = SOME.edit().removeFirstValue(HeaderName.VIA).build();
    assertThat(lines(once))
        .containsExactly(
            "t : <sip:a@b.c>", "v: SIP/2.0/TCP b", "x-aNY:  a, b  ", "VIA: SIP/2.0/UDP c");
    Headers twice = once.edit().removeFirstValue(HeaderName.VIA).build();
    assertThat(lines(twice))
        .containsExactly("t : <sip:a@b.c>", "x-aNY:  a, b  ", "VIA: SIP/2.0/UDP c");
    assertThat(twice.get(0)).isSameAs(SOME.get(0));
    assertThat(twice.edit().removeFirstValue(HeaderName.VIA).build().has(HeaderName.VIA)).isFalse();
    assertThat(SOME.size()).isEqualTo(4);
  }

  @Test
  void replace_first_keeps_the_others() {
    Via other = Via.of(TransportProtocol.UDP, "z", 5062, "z9hG4bK1");
    Headers h = SOME.edit().replaceFirst(other).build();
    assertThat(lines(h).get(1)).isEqualTo("v: SIP/2.0/UDP z:5062;branch=z9hG4bK1, SIP/2.0/TCP b");
    assertThat(Decoded.vias(h.get(1))).hasSize(2).first().isEqualTo(other);
  }

  @Test
  void replace_first_of_one_alone_knows_it_as_it_would_be_read() {
    Headers alone = SOME.edit().removeFirstValue(HeaderName.VIA).build();
    Via other =
        Via.of(TransportProtocol.TCP, "2001:db8::1", -1, "z9hG4bK1").withParam("rport", null);
    HeaderField field = alone.edit().replaceFirst(other).build().get(1);
    assertThat(field.toString()).isEqualTo("Via: SIP/2.0/TCP [2001:db8::1];branch=z9hG4bK1;rport");
    assertThat(Decoded.vias(field)).isEqualTo(Via.parseList(field.value())).containsExactly(other);
    assertThat(lines(alone.edit().replaceFirst(other).build()).get(1)).startsWith("v: ");
  }

  @Test
  void prepend_goes_before_its_like() {
    Headers h = SOME.edit().prepend(HeaderName.VIA, "n").prepend(HeaderName.ROUTE, "r").build();
    assertThat(lines(h))
        .startsWith(
            "Route: r",
            "t : <sip:a@b.c>",
            "Via: n",
            "v:SIP/2.0/UDP a\r\n ;branch=\"1,2\" , SIP/2.0/TCP b");
  }

  @Test
  void set_leaves_exactly_one() {
    Headers h = SOME.edit().set(HeaderName.VIA, "z").set(HeaderName.SUBJECT, "s").build();
    assertThat(lines(h)).containsExactly("t : <sip:a@b.c>", "v: z", "x-aNY:  a, b  ", "Subject: s");
    assertThat(SOME.edit().remove(HeaderName.VIA).build().size()).isEqualTo(2);
  }

  @Test
  void append_grows() {
    HeaderEditor edit = Headers.create();
    for (int i = 0; i < 50; i++) {
      edit.append(X, "" + i);
    }
    assertThat(edit.build().values(X)).hasSize(50).endsWith("49");
  }

  @Test
  void value_cannot_smuggle_a_header() {
    for (String bad : List.of("a\r\nX: y", "a\ny", "a\ry")) {
      assertThatThrownBy(() -> HeaderField.of(X, bad)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
