// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import net.ringpost.sip.Fixtures;
import net.ringpost.sip.message.SipRequest;
import org.junit.jupiter.api.Test;

class IdentifiersTest {
  private static final int MANY = 10_000;
  private static final String WITHOUT_VOWELS = "[-0-9b-df-hj-np-tv-z]+";

  private final Identifiers ids = new Identifiers(new SplittableRandom(1));

  @Test
  void noneIsMadeTwiceAndNoHeadersNameStandsInOne() {
    Set<String> made = new HashSet<>();
    for (int i = 0; i < MANY; i++) {
      made.add(ids.tag());
      made.add(ids.callId());
      String branch = ids.branch();
      assertThat(branch).startsWith("z9hG4bK").hasSize(23);
      made.add(branch.substring(7));
    }
    assertThat(made).hasSize(3 * MANY).allMatch(id -> id.matches(WITHOUT_VOWELS));
  }

  @Test
  void aTagForAnAnswerWithoutTransactionIsTheSameForTheSameRequestOnly() {
    SipRequest request = Fixtures.request("OPTIONS");
    String tag = ids.statelessTag(request);
    assertThat(tag).hasSize(13).matches(WITHOUT_VOWELS);
    assertThat(ids.statelessTag(Fixtures.request("OPTIONS"))).isEqualTo(tag);
    SipRequest other = Fixtures.request("INVITE");
    assertThat(ids.statelessTag(other)).isNotEqualTo(tag);
    assertThat(new Identifiers(new SplittableRandom(2)).statelessTag(request)).isNotEqualTo(tag);
  }
}
