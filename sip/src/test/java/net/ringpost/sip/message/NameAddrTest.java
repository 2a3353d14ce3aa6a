// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameAddrTest {
  private static NameAddr parse(String s) {
    return NameAddr.parse("To", s);
  }

  @Test
  void quoted_name_is_unescaped_and_written_escaped() {
    NameAddr a = parse("\"A \\\"B\\\\ C\" <sip:a@b.c>;tag=1");
    assertThat(a.displayName()).isEqualTo("A \"B\\ C");
    assertThat(a.tag()).isEqualTo("1");
    assertThat(a.toString()).isEqualTo("\"A \\\"B\\\\ C\" <sip:a@b.c>;tag=1");
  }

  @Test
  void token_name_may_have_several_words() {
    assertThat(parse("Mr. Watson  II <sip:a@b.c>").displayName()).isEqualTo("Mr. Watson  II");
    assertThat(parse("<sip:a@b.c>").displayName()).isNull();
    assertThat(parse("\"\"<sip:a@b.c>").displayName()).isEmpty();
  }

  /** RFC 3261 §20.10. */
  @Test
  void params_of_a_bare_uri_belong_to_the_header() {
    NameAddr a = parse("sip:a@b.c;transport=tcp;tag=x");
    assertThat(a.uri().toString()).isEqualTo("sip:a@b.c");
    assertThat(a.params().get("transport")).isEqualTo("tcp");
    NameAddr b = parse("<sip:a@b.c;transport=tcp>;tag=x");
    assertThat(b.params().size()).isEqualTo(1);
    assertThat(((SipUri) b.uri()).param("transport")).isEqualTo("tcp");
  }

  @Test
  void list_is_split_outside_quotes_and_brackets() {
    List<NameAddr> all =
        NameAddr.parseList(
            "Contact", "\"a, b\" <sip:a,b@c.d;x=1>;q=0.5 , sip:e@f.g;x=\",\",<sip:h.i>", false);
    assertThat(all).hasSize(3);
    assertThat(all.get(0).displayName()).isEqualTo("a, b");
    assertThat(((SipUri) all.get(0).uri()).user()).isEqualTo("a,b");
    assertThat(all.get(1).params().get("x")).isEqualTo(",");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<>",
        "<sip:a@b.c",
        "sip:a@b.c>",
        "\"x <sip:a@b.c>",
        "\"x\" sip:a@b.c",
        "a, b <sip:a@b.c>",
        "<sip:a@b.c>, <sip:d@e.f>",
        "<sip:a@b.c>;",
        "<sip:a@b.c>;tag=",
        "<sip:a@b.c>;tag=a;TAG=b",
        "<sip:a@b.c>;tag=a b",
        "<sip:a@b.c> x",
        "< sip:a@b.c>",
        "<sip:a@b.c >",
        "sip:a@b.c?x=y",
        "sip:a@b.c x",
        "\"\u0001\" <sip:a@b.c>",
        "\"\\\u00e4\" <sip:a@b.c>"
      })
  void parse_refuses(String s) {
    assertThatThrownBy(() -> parse(s)).isInstanceOf(MalformedException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<sip:a@b.c>,", ",<sip:a@b.c>", "<sip:a@b.c>,,<sip:a@b.c>", "sip:a@b.c"})
  void route_list_refuses(String s) {
    assertThatThrownBy(() -> NameAddr.parseList("Route", s, true))
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void error_names_header_offset_and_reason() {
    assertThatThrownBy(() -> NameAddr.parse("From", "<sip:a@b.c:x>"))
        .isInstanceOfSatisfying(
            MalformedException.class,
            e -> {
              assertThat(e.header()).isEqualTo("From");
              assertThat(e.offset()).isEqualTo(11);
              assertThat(e.reason()).isEqualTo("port expected as digits");
            });
  }

  /** RFC 3261 §10.2.1.1. */
  @Test
  void expires_that_is_malformed_counts_as_an_hour() {
    assertThat(parse("<sip:a@b.c>").expires()).isEmpty();
    assertThat(parse("<sip:a@b.c>;expires=60").expires()).hasValue(60);
    assertThat(parse("<sip:a@b.c>;expires=4294967295").expires()).hasValue(4294967295L);
    assertThat(parse("<sip:a@b.c>;expires=4294967296").expires()).hasValue(3600);
    assertThat(parse("<sip:a@b.c>;expires=-1").expires()).hasValue(3600);
    assertThat(parse("<sip:a@b.c>;expires").expires()).hasValue(3600);
  }

  @Test
  void param_can_be_set_quoted() {
    Params p = Params.NONE.with("a", null).withQuoted("B", "x\"y").with("a", "1");
    assertThat(p.toString()).isEqualTo(";a=1;B=\"x\\\"y\"");
    assertThat(p.get("b")).isEqualTo("x\"y");
    assertThat(p.without("A").toString()).isEqualTo(";B=\"x\\\"y\"");
    assertThat(p).isEqualTo(Params.NONE.with("A", "1").withQuoted("b", "x\"y"));
    assertThat(p.hashCode())
        .isEqualTo(Params.NONE.with("A", "1").withQuoted("b", "x\"y").hashCode());
  }
}
