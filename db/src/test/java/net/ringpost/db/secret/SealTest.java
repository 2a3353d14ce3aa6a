// SPDX-License-Identifier: Apache-2.0
package net.ringpost.db.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SealTest {
  private static final byte[] VALUE = "value".getBytes(StandardCharsets.UTF_8);

  private static byte[] key(int b) {
    byte[] key = new byte[32];
    key[0] = (byte) b;
    return key;
  }

  @Test
  void sealedValue_opensOnlyWithItsKeyAndAtItsPlace() {
    byte[] sealed = new Seal(key(1)).close(VALUE, "a");
    assertThat(new Seal(key(1)).open(sealed, "a"))
        .hasValueSatisfying(v -> assertThat(v).isEqualTo(VALUE));
    assertThat(new Seal(key(2)).open(sealed, "a")).isEmpty();
    assertThat(new Seal(key(1)).open(sealed, "b")).isEmpty();
    sealed[20] ^= 1;
    assertThat(new Seal(key(1)).open(sealed, "a")).isEmpty();
    assertThat(new Seal(key(1)).open(new byte[5], "a")).isEmpty();
  }
}
