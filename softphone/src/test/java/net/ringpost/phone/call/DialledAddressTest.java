// SPDX-License-Identifier: Apache-2.0
package net.ringpost.phone.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.ringpost.sip.message.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DialledAddressTest {
  @ParameterizedTest
  @CsvSource({
    "1001, sip:1001@example.org",
    "sip:bo@192.0.2.7:5070, sip:bo@192.0.2.7:5070",
    "SIPS:bo@example.com, SIPS:bo@example.com",
    "bo@example.com, sip:bo@example.com",
    "tel:+4930123, sip:+4930123@example.org",
    "*97, sip:*97@example.org",
  })
  void number_name_and_address_lead_where_they_say(String text, String uri) {
    assertThat(DialledAddress.target(text, "example.org")).hasToString(uri);
  }

  @Test
  void number_may_be_in_any_script_and_have_spaces() {
    assertThat(DialledAddress.target("새벽", "example.org").user()).isEqualTo("새벽");
    assertThat(DialledAddress.target("030 12 34", "example.org").user()).isEqualTo("030 12 34");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sip:", "bo@", "a@b c", "sip:a@b:x"})
  void what_is_no_address_is_refused(String text) {
    assertThatThrownBy(() -> DialledAddress.target(text, "example.org"))
        .isInstanceOf(MalformedException.class);
  }
}
