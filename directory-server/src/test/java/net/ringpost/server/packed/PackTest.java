// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.packed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackTest {
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 127, 128, 16_383, 16_384, Integer.MAX_VALUE, Long.MAX_VALUE, -1})
  void numbers_come_back(long number) {
    PackReader reader =
        new PackReader(new PackWriter().number(number).fixed(number).octet(7).toBytes());
    assertThat(reader.number()).isEqualTo(number);
    assertThat(reader.fixed()).isEqualTo(number);
    assertThat(reader.octet()).isEqualTo(7);
    assertThat(reader.more()).isFalse();
  }

  @Test
  void small_numbers_take_one_byte() {
    assertThat(new PackWriter().number(127).toBytes()).hasSize(1);
    assertThat(new PackWriter().number(128).toBytes()).hasSize(2);
  }

  @Test
  void texts_come_back_in_any_script_and_length() {
    String longOne = "연락처".repeat(500);
    PackReader reader =
        new PackReader(
            new PackWriter().text("").textOrNull(null).textOrNull(longOne).text("a").toBytes());
    assertThat(reader.text()).isEmpty();
    assertThat(reader.textOrNull()).isNull();
    assertThat(reader.textOrNull()).isEqualTo(longOne);
    assertThat(reader.isText("b".getBytes(StandardCharsets.UTF_8))).isFalse();
    assertThat(reader.more()).isFalse();
  }

  @Test
  void a_writer_can_begin_anew() {
    PackWriter writer = new PackWriter().text("what was before");
    assertThat(new PackReader(writer.clear().text("now").toBytes()).text()).isEqualTo("now");
  }
}
