// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HeaderNameTest {
  @Test
  void known_name_is_one_instance_in_any_case_and_form() {
    assertThat(HeaderName.of("cALL-iD")).isSameAs(HeaderName.CALL_ID);
    assertThat(HeaderName.of("I")).isSameAs(HeaderName.CALL_ID);
    assertThat(HeaderName.of("i")).isSameAs(HeaderName.CALL_ID);
    assertThat(HeaderName.of("M")).isSameAs(HeaderName.CONTACT);
    byte[] line = "X WWW-authenticate: x".getBytes(US_ASCII);
    assertThat(HeaderName.of(line, 2, 16)).isSameAs(HeaderName.WWW_AUTHENTICATE);
  }

  /** RFC 3261 §20 and the RFCs that added some. */
  @Test
  void compact_forms_are_those_of_the_registry() {
    String forms = "a b c d e f i j k l m o r s t u v x y";
    for (String form : forms.split(" ", -1)) {
      assertThat(HeaderName.of(form).compact()).isEqualTo(form);
    }
    for (String none : "g h n p q w z".split(" ", -1)) {
      assertThat(HeaderName.of(none).known()).isFalse();
    }
  }

  @Test
  void unknown_names_are_equal_in_any_case() {
    assertThat(HeaderName.of("X-Some_Thing")).isEqualTo(HeaderName.of("x-some_thing"));
    assertThat(HeaderName.of("X-Some").hashCode()).isEqualTo(HeaderName.of("x-sOME").hashCode());
    assertThat(HeaderName.of("X-Some")).isNotEqualTo(HeaderName.of("X-Same"));
    assertThat(HeaderName.of("X-Some")).isNotEqualTo(HeaderName.VIA);
    assertThat(HeaderName.of("X-Some").text()).isEqualTo("X-Some");
  }

  @Test
  void what_is_no_token_is_no_name() {
    assertThatThrownBy(() -> HeaderName.of("a b")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> HeaderName.of("")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> HeaderName.of("\u00e4")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void method_is_compared_with_case() {
    assertThat(Method.of("INVITE")).isSameAs(Method.INVITE);
    assertThat(Method.of("Invite")).isNotEqualTo(Method.INVITE);
    assertThat(Method.of("Invite")).isEqualTo(Method.of("Invite"));
    assertThatThrownBy(() -> Method.of("A B")).isInstanceOf(IllegalArgumentException.class);
    assertThat(Method.of(" BYE".getBytes(US_ASCII), 1, 3)).isSameAs(Method.BYE);
    assertThat(Method.of("B E".getBytes(US_ASCII), 0, 3)).isNull();
  }

  @Test
  void status_is_one_instance_and_in_range() {
    assertThat(Status.of(486)).isSameAs(Status.BUSY_HERE);
    assertThat(Status.of(499).reason()).isEqualTo("Request Failure");
    assertThat(Status.of(199).isProvisional()).isTrue();
    assertThatThrownBy(() -> Status.of(99)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Status.of(700)).isInstanceOf(IllegalArgumentException.class);
  }
}
