// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommonPasswordsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "password",
        "PASSWORD",
        "Password1!",
        "p@ssw0rd",
        "P4$$w0rd2024",
        "\uff50assword",
        "        ",
        "\u3000\u3000\u3000\u3000\u3000\u3000\u3000\u3000",
        "aaaaaaaa",
        "11111111",
        "새새새새새새새새",
        "abababab",
        "abcabcabc",
        "12341234",
        "12345678",
        "123456789",
        "87654321",
        "abcdefgh",
        "qwertyui",
        "poiuytrewq",
        "1q2w3e4r",
        "1qaz2wsx",
        "iloveyou",
        "sunshine1",
        "12345password",
        "football99",
        "ringpost1",
        "letmein!!",
      })
  void whatIsTriedFirst_isRefused(String password) {
    assertThat(CommonPasswords.objection(password)).isPresent();
    assertThat(SignUpRules.password(password, "ada", "1000")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a good password",
        "one-password-for-all",
        "secret-pw",
        "correct horse",
        "pw10000000",
        "xq7!vb2k",
        "사랑하는 사람들",
        "passwords are dull",
        "20262026x",
        "a-b-c-d-e",
      })
  void whatIsNot_isTaken(String password) {
    assertThat(SignUpRules.password(password, "ada", "1000")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "adalovelace, adalovelace, ''",
    "ADALOVELACE, adalovelace, ''",
    "20010203, ada, 2001-0203",
    "2001 0203, ada, 20010203",
    "２００１０２０３, ada, 20010203",
  })
  void ownIdOrNumber_isRefused_howeverItIsWritten(String password, String id, String number) {
    assertThat(SignUpRules.password(password, id, number))
        .hasValueSatisfying(r -> assertThat(r.reason()).contains("the ID or the number"));
  }

  @Test
  void sevenCharacters_areTooFew_andEightWillDo() {
    assertThat(SignUpRules.password("xq7!vb2", "ada", "")).isPresent();
    assertThat(SignUpRules.password("xq7!vb2k", "ada", "")).isEmpty();
    // Characters, not units of UTF-16.
    assertThat(SignUpRules.password("🐈🐕🐎🐖", "ada", "")).isPresent();
  }
}
