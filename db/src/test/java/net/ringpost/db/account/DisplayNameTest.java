// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DisplayNameTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Ada Lovelace",
        "새벽 별",
        "O'Neill \"Bo\" <b>",
        "نرم\u200cافزار",
        "ක්\u200dර",
        "👩\u200d💻 Ada",
        "👩🏽\u200d💻",
        "❤\ufe0f",
        "ירושלים"
      })
  void whatIsSeen_mayBeAName(String wanted) {
    assertThat(DisplayName.objection(wanted)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ada\u202eecalevoL",
        "\u202aAda",
        "Ada\u2069",
        "Ada\u200f",
        "Ada\u061c",
        "A\u200bda",
        "A\u200dda",
        "Ada\u200d",
        "\u200cAda",
        "A\u200cda",
        "Ada\ufeff",
        "A\u00adda",
        "Ada\ufe0f",
        "Ada\u034f",
        "\u3164",
        "Ada\u0007",
        "Ada\nBo",
        "Ada\u0085",
        "Ada\u2028Bo",
        "Ada\udb40\udc41",
        "Ada\ud800",
        "\ue001"
      })
  void whatIsNotSeen_isRefused(String wanted) {
    assertThat(DisplayName.objection(wanted).orElse("")).contains("U+");
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 101})
  void length_isLimited(int length) {
    assertThat(DisplayName.objection("x".repeat(length)).isPresent()).isEqualTo(length > 100);
  }
}
