// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.operation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShownTest {
  @Test
  void whatWouldCommandTheScreen_isWrittenOut() {
    assertThat(Shown.text("a\u001b[2Jb\u202ec\nd\t새벽"))
        .isEqualTo("a\\u001b[2Jb\\u202ec\\u000ad\\u0009새벽");
  }
}
