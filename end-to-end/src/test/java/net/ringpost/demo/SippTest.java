// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIPp's callers and callee, with the server between them. */
class SippTest {
  private static final String NUMBER = "1001";
  private static final String CALLER = "1000";
  private static final String PASSWORD = "one-password-for-all";
  private static final int CALLS = 1000;

  /** An answered INVITE is kept for 32 s, for the sake of late retransmissions (RFC 6026 §7.1). */
  private static final Duration FORGETTING = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @Test
  void a_thousand_overlapping_calls_none_lost_none_left_over() throws Exception {
    Sipp.need();
    String callee = Sipp.freePort();
    try (RunningServer server = RunningServer.start(folder.resolve("server"))) {
      server.signUp("anna", PASSWORD, CALLER, "Anna");
      server.signUp("bert", PASSWORD, NUMBER, "Bert");
      Sipp.register(folder, server, NUMBER, PASSWORD, callee);
      // With talks of five seconds and 250 calls a second, all thousand are up at once.
      try (Tool answering = Tool.start(folder.resolve("callee"), answering(callee));
          Tool calling =
              Sipp.start(
                  folder,
                  "caller",
                  server,
                  NUMBER,
                  Sipp.freePort(),
                  callee,
                  "-key",
                  "caller",
                  CALLER,
                  "-au",
                  CALLER,
                  "-ap",
                  PASSWORD,
                  "-auth_uri",
                  NUMBER + "@127.0.0.1:" + server.sipPort(),
                  "-r",
                  "250",
                  "-m",
                  "" + CALLS,
                  "-d",
                  "5000")) {
        assertThat(calling.exit(90)).as(calling.printed()).isZero();
        assertThat(calling.printed()).contains("Peak was " + CALLS + " calls");
        assertThat(answering.process().isAlive()).as(answering.printed()).isTrue();
      }
      for (String metric : List.of("ringpost_requests_forwarded", "ringpost_sip_transactions")) {
        await()
            .atMost(FORGETTING)
            .untilAsserted(
                () -> assertThat(Prometheus.sum(server, metric)).as(metric).isEqualTo(0));
      }
    }
  }

  private static List<String> answering(String port) throws IOException {
    return List.of(
        ("sipp -sf " + Sipp.scenario("callee") + " -i 127.0.0.1 -p " + port)
            .concat(" -cp " + Sipp.freePort() + " -nostdin -timeout 120")
            .split(" "));
  }
}
