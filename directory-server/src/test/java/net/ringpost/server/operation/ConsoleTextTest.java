// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConsoleTextTest {
  @Test
  void whatWouldCommandTheScreen_isWrittenOut() {
    assertThat(ConsoleText.text("a\u001b[2Jb\u202ec\nd\t새벽"))
        .isEqualTo("a\\u{1b}[2Jb\\u{202e}c\\u{a}d\\u{9}새벽");
    assertThat(ConsoleText.text("\u2066a\u200f\u2028\u2029\ud800"))
        .isEqualTo("\\u{2066}a\\u{200f}\\u{2028}\\u{2029}\\u{d800}");
  }

  @Test
  void aNameIsShownAsItIs_withItsJoiners() {
    String persian = "می\u200cخواهم";
    String family = "👩\u200d👩\u200d👧 Ünal 李";
    assertThat(ConsoleText.text(persian)).isEqualTo(persian);
    assertThat(ConsoleText.text(family)).isEqualTo(family);
    // A flag of England, which is made of tags.
    String flag = "🏴\udb40\udc67\udb40\udc62\udb40\udc65\udb40\udc6e\udb40\udc67\udb40\udc7f";
    assertThat(ConsoleText.text(flag)).isEqualTo(flag);
  }
}
