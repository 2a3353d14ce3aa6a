// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueListTest {
  @Test
  void rows_stand_one_after_the_other() {
    assertThat(
            ValueList.of(
                List.of(1L, -2L),
                (n, row) -> row.number(n).numberOrNull(null).text("").textOrNull(null)))
        .isEqualTo("(1,null,'',null),(-2,null,'',null)");
  }

  @Test
  void bytes_are_their_digits() {
    byte[] bytes = {0, (byte) 0xff, 0x27};
    assertThat(ValueList.of(List.of(bytes), (b, row) -> row.bytes(b))).isEqualTo("(x'00ff27')");
  }

  @Test
  void key_is_its_bytes() {
    UUID key = UUID.fromString("01234567-89ab-cdef-fedc-ba9876543210");
    assertThat(ValueList.of(List.of(key), (k, row) -> row.key(k)))
        .isEqualTo("(x'0123456789abcdeffedcba9876543210')");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1000", "sip:Ann-2@example.test:5060", "Ann Lee", "a+b_c=d/e", "<sip:a;b>"})
  void text_that_means_nothing_to_a_database_stands_in_quotes(String text) {
    assertThat(ValueList.of(List.of(text), (t, row) -> row.text(t))).isEqualTo("('" + text + "')");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "a'b|612762",
        "\\|5c",
        "전|ec a0 84",
        "{fn x}|7b666e20787d",
        "';--|273b2d2d",
        "\"|22",
        "?|3f",
        "%|25",
        "\uD83D\uDE00|f09f9880"
      })
  void any_other_text_stands_as_the_digits_of_its_bytes(String text, String digits) {
    assertThat(ValueList.of(List.of(text), (t, row) -> row.text(t)))
        .isEqualTo("(_utf8mb4 x'" + digits.replace(" ", "") + "')");
  }
}
