// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class TextsTest {
  @Test
  void both_languages_have_every_sentence() {
    Texts english = Texts.chosen("en", Locale.KOREAN);
    Texts korean = Texts.chosen(null, Locale.KOREAN);
    assertThat(korean.language()).isEqualTo("ko");
    assertThat(korean.all().keySet()).isEqualTo(english.all().keySet());
    assertThat(korean.get("form_title")).isEqualTo("번호 받기");
    assertThat(Texts.chosen("xx", Locale.KOREAN).language()).isEqualTo("en");
  }

  @Test
  void blanks_are_filled() {
    assertThat(Texts.chosen("en", Locale.ENGLISH).get("taken_id", "ada"))
        .isEqualTo("The ID “ada” is taken. Choose another.");
  }
}
