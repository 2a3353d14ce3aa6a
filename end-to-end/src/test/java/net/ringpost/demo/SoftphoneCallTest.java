// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two softphones, each a process, through a server: what was said is what was heard. */
class SoftphoneCallTest {
  private static final int ENOUGH_REPORTS = 8;

  @TempDir Path folder;

  @Test
  void speech_crosses_both_ways_and_passes_no_server() {
    try (RunningServer server = RunningServer.start(folder.resolve("server"))) {
      Member ada = Member.signUp(server, folder, "ada", "", 'a');
      Member bo = Member.signUp(server, folder, "bo", "새벽", 'b');
      try (RunningPhone a = ada.phone(server);
          RunningPhone b = bo.phone(server)) {
        a.command("dial 새벽");
        assertThat(b.await("incoming").path("name").asString()).isEqualTo("Name of ada");
        a.await("ringing");
        b.command("answer");
        a.await("answered");
        JsonNode media = a.await("media");
        assertThat(media.path("encryption").asString()).isEqualTo("DTLS-SRTP");
        assertThat(media.path("codec").asString()).isEqualTo("opus");
        b.await("media");
        double before = Prometheus.sum(server, "ringpost_sip_packets_total");
        a.listen(ENOUGH_REPORTS);
        assertThat(Prometheus.sum(server, "ringpost_sip_packets_total") - before)
            .as("packets through the server during the talk")
            .isLessThan(10);
        b.command("hangup");
        a.await("ended");
        b.await("ended");
      }
      assertHeard(ada.speech(), bo.heard());
      assertHeard(bo.speech(), ada.heard());
      JsonNode call = server.get("/api/v1/calls", "bo", bo.password()).get(0);
      assertThat(call.path("outcome").asString()).isEqualTo("answered");
      assertThat(call.path("from").asString()).isEqualTo(ada.number());
      assertThat(call.path("missed").asBoolean()).isFalse();
    }
  }

  private static void assertHeard(Path said, Path heard) {
    var comparison = Talk.compare(said, heard);
    assertThat(Talk.understood(comparison)).as(Talk.describe(comparison)).isTrue();
  }
}
