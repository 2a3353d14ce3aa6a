// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MemberNameTest {
  @ParameterizedTest
  @CsvSource({
    "1000,1000",
    "02-123 45.67,021234567",
    "(02) 123,02123",
    "１２３,123",
    "Ada,ada",
    "STRASSE,strasse",
    "straße,strasse",
    "ﬁne,fine",
    "새벽,새벽",
    "+82 2 123,+822123",
    "a-b,a-b",
    "ΣΊΣΥΦΟΣ,σίσυφοσ",
    "ᄉ\u1161ᄅ\u1161ᆼ,사랑"
  })
  void canonical_isOneFormForAllSpellings(String typed, String canonical) {
    assertThat(MemberName.canonical(typed)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "a b",
        "a\u200bb",
        "a\u202eb",
        "a\u0000b",
        "раypal",
        "a@b",
        "a:b",
        "\ue000",
        "x\u2028y",
        "a\u200eb",
        "a\u2066b",
        "a\u061cb",
        "a\u034fb",
        "\u3164",
        "\u115f",
        "12\ufe0f",
        "1001\u0301",
        "\u03011001",
        "1\u03051",
        "10\u20dd",
        "a\u20e3",
        "1\u0903",
        "a-\u0301b",
        "x\u2800",
        "\udb40\udc41x"
      })
  void unfitName_isRefused(String wanted) {
    assertThatThrownBy(() -> MemberName.of(wanted))
        .isInstanceOf(MemberName.UnacceptableException.class)
        .hasMessageMatching("(it|the character) .+")
        .hasNoCause();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ada",
        "1000",
        "새벽",
        "日本語",
        "ירושלים",
        "العربية",
        "ada.lovelace_1815",
        "★",
        "Ψ42",
        "한글abc",
        "adá",
        "ad\u00e1",
        "q\u0301ada",
        "हिन्दी",
        "ไทยน้ำ"
      })
  void goodName_isTaken(String wanted) throws Exception {
    assertThat(MemberName.of(wanted).canonical()).isNotEmpty();
  }

  @Test
  void accentOnALetter_makesAnotherName_thatIsNotConfused() throws Exception {
    MemberName plain = MemberName.of("ada");
    MemberName accented = MemberName.of("ad\u00e1");
    assertThat(accented.canonical()).isNotEqualTo(plain.canonical());
    assertThat(accented.skeleton()).isNotEqualTo(plain.skeleton());
    assertThat(MemberName.of("ada\u0301")).isEqualTo(accented);
  }

  @Test
  void longestName_isTakenAndOneMoreIsNot() throws Exception {
    assertThat(MemberName.of("x".repeat(64)).canonical()).hasSize(64);
    assertThatThrownBy(() -> MemberName.of("x".repeat(65))).hasMessageContaining("64");
  }
}
