// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CSeqTest {
  @Test
  void range_is_31_bits() {
    assertThat(CSeq.parse("0 INVITE")).isEqualTo(new CSeq(0, Method.INVITE));
    assertThat(CSeq.parse("0009  ACK").toString()).isEqualTo("9 ACK");
    assertThat(CSeq.parse("2147483647 X").number()).isEqualTo(CSeq.MAX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "INVITE",
        "1INVITE",
        "-1 INVITE",
        "2147483648 X",
        "1 INVITE x",
        "1 IN@VITE",
        "1 ",
        "99999999999999999999999999 X"
      })
  void parse_refuses(String s) {
    assertThatThrownBy(() -> CSeq.parse(s)).isInstanceOf(MalformedException.class);
  }
}
