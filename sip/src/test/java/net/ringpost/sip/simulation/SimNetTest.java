// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Predicate;
import net.ringpost.sip.message.Method;
import net.ringpost.sip.message.SipMessage;
import net.ringpost.sip.message.SipRequest;
import net.ringpost.sip.message.SipResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Whatever the network does, in the end all sides are idle and agree. The short form plays 2,000
 * seeds; {@code -Dsimnet.seeds=10000} plays more, {@code -Dsimnet.seed=N} one, with its trace.
 */
class SimNetTest {
  private static final int SEEDS = Integer.getInteger("simnet.seeds", 2000);

  @Test
  void any_seed_ends_idle_and_agreed() {
    for (long seed = 0; seed < SEEDS; seed++) {
      SimScenario story = new SimScenario(seed);
      String flaw = story.play((m, f) -> false);
      assertThat(flaw)
          .as(
              "seed %d (%s); to see it: -Dsimnet.seed=%d -Dtest=SimNetTest",
              seed, story.theme, seed)
          .isNull();
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "simnet.seed", matches = "\\d+")
  void one_seed_shows_its_trace() {
    SimScenario story = new SimScenario(Long.getLong("simnet.seed"));
    String flaw = story.play((m, f) -> false);
    story.net.trace().forEach(System.out::println);
    assertThat(flaw).isNull();
  }

  @Test
  void a_call_whose_ack_never_comes_is_noticed() {
    assertThat(firstFlaw(m -> m instanceof SipRequest r && r.method().equals(Method.ACK)))
        .contains("NOT_ACKNOWLEDGED");
  }

  @Test
  void an_answer_that_never_comes_is_noticed() {
    assertThat(
            firstFlaw(
                m ->
                    m instanceof SipResponse r
                        && r.status().isSuccess()
                        && r.method().equals(Method.INVITE)))
        .contains("the caller saw");
  }

  private static String firstFlaw(Predicate<SipMessage> lost) {
    for (long seed = 0; seed < 60; seed++) {
      String flaw = new SimScenario(seed).play((m, f) -> lost.test(m));
      if (flaw != null) {
        return flaw;
      }
    }
    return "none";
  }
}
