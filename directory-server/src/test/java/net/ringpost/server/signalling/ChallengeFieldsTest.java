// SPDX-License-Identifier: Apache-2.0
package net.ringpost.server.signalling;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.ringpost.sip.auth.DigestAlgorithm;
import net.ringpost.sip.auth.DigestChallenge;
import net.ringpost.sip.message.HeaderField;
import net.ringpost.sip.message.HeaderName;
import net.ringpost.sip.message.Headers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeFieldsTest {
  @ParameterizedTest
  @ValueSource(strings = {"a.test", "전화", "nonce=\"aaaa\"", "aaaa bbbb"})
  void each_is_as_its_challenge_is_written(String realm) {
    ChallengeFields fields = new ChallengeFields(HeaderName.PROXY_AUTHENTICATE);
    for (String nonce : new String[] {"aaaa", "bbbb", "cccc"}) {
      for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
        for (boolean stale : new boolean[] {false, true}) {
          DigestChallenge c = new DigestChallenge(realm, nonce, null, algorithm, true, stale);
          HeaderField field = fields.of(c);
          assertThat(written(field))
              .isEqualTo(written(HeaderField.of(HeaderName.PROXY_AUTHENTICATE, c.toString())));
          assertThat(field.name()).isEqualTo(HeaderName.PROXY_AUTHENTICATE);
          assertThat(field.value()).isEqualTo(c.toString());
        }
      }
    }
  }

  private static String written(HeaderField field) {
    StringBuilder out = new StringBuilder();
    Headers.create()
        .append(field)
        .build()
        .writeTo((b, at, n) -> out.append(new String(b, at, n, StandardCharsets.UTF_8)));
    return out.toString();
  }
}
