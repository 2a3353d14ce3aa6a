// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReservedNamesTest {
  private static final ReservedNames STANDARD = ReservedNames.of(ReservedNames.STANDARD);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "911",
        "112",
        "999",
        "000",
        "110",
        "119",
        "118",
        "190",
        "9-1-1",
        "+112",
        "９１１",
        "٩١١",
        "*97",
        "*98",
        "＊97",
        "#31#",
        "*",
        "SOS",
        "Anonymous",
        "l12"
      })
  void whatIsDialledInAnEmergency_orForAService_isGivenToNobody(String wanted) throws Exception {
    assertThat(STANDARD.objection(MemberName.of(wanted))).isPresent();
    assertThat(STANDARD.has(MemberName.canonical(wanted)) || wanted.equals("l12")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1110", "9110", "101", "91", "97", "97*", "1000", "ada", "sosa", "0112"})
  void others_areGiven(String wanted) throws Exception {
    assertThat(STANDARD.objection(MemberName.of(wanted))).isEmpty();
    assertThat(STANDARD.has(MemberName.canonical(wanted))).isFalse();
  }

  @Test
  void listOfTheOperators_takesTheStandardsPlace_butNotThatOfStarCodes() throws Exception {
    ReservedNames own = ReservedNames.of("2000-2002, boss");
    assertThat(own.objection(MemberName.of("2001"))).isPresent();
    assertThat(own.objection(MemberName.of("BOSS"))).isPresent();
    assertThat(own.objection(MemberName.of("2003"))).isEmpty();
    assertThat(own.objection(MemberName.of("911"))).isEmpty();
    assertThat(own.objection(MemberName.of("*97"))).isPresent();
    assertThat(ReservedNames.of("").objection(MemberName.of("911"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b,,", "a b", "a,,b", ",a", "a,", " , ", "a:b", "x\u200by"})
  void nameThatNobodyCanHave_orNone_isRefused(String list) {
    assertThatThrownBy(() -> ReservedNames.of(list))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("a name is missing .*|'.*' can be no name: .*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"119-110", "9-10", "0-999999"})
  void rangeThatIsNone_isRefused(String list) {
    assertThatThrownBy(() -> ReservedNames.of(list))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(list);
  }
}
