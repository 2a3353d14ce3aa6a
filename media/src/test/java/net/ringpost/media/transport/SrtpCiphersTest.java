// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import static org.assertj.core.api.Assertions.assertThat;

import javax.crypto.Cipher;
import javax.crypto.Mac;
import org.jitsi.srtp.crypto.Aes;
import org.jitsi.srtp.crypto.HmacSha1;
import org.jitsi.utils.logging2.LoggerImpl;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** A newer jitsi-srtp that looks otherwise inside is seen here, and not as a slow first call. */
@NullMarked
class SrtpCiphersTest {
  @Test
  void choose_thisLibrary_javasOwnWithoutComparing() throws Exception {
    assertThat(SrtpCiphers.choose()).isTrue();
    Cipher counter = Aes.createCipher("AES/CTR/NoPadding");
    Cipher block = Aes.createCipher("AES/ECB/NoPadding");
    assertThat(counter.getProvider().getName()).isEqualTo("SunJCE");
    assertThat(block.getProvider().getName()).isEqualTo("SunJCE");
    Mac code = HmacSha1.createMac(new LoggerImpl(SrtpCiphersTest.class.getName()));
    assertThat(code.getProvider().getName()).isEqualTo("SunJCE");
  }
}
