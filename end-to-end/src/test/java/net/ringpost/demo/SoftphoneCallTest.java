// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two softphones, each a process, through a server: what was said is what was heard. */
class SoftphoneCallTest {
  private static final int ENOUGH_REPORTS = 8;

  /** ITU-T G.114: more should not be planned with. */
  private static final long LONGEST_DELAY_MILLIS = 400;

  @TempDir Path folder;

  @Test
  void speech_crosses_both_ways_and_passes_no_server() {
    try (RunningServer server = RunningServer.start(folder.resolve("server"))) {
      Member ada = Member.signUp(server, folder, "ada", "", 'a');
      Member bo = Member.signUp(server, folder, "bo", "새벽", 'b');
      TalkTimes atAda;
      TalkTimes atBo;
      try (RunningPhone a = ada.phone(server);
          RunningPhone b = bo.phone(server)) {
        Set<String> sockets = UdpSockets.of(server.process());
        assertThat(sockets).as("the server's own, for SIP").isNotEmpty();
        a.command("dial 새벽");
        assertThat(b.await("incoming").path("name").asString()).isEqualTo("Name of ada");
        a.await("ringing");
        b.command("answer");
        a.await("answered");
        assertFromOneToTheOther(a.await("media"), b.await("media"));
        double before = Prometheus.sum(server, "ringpost_sip_packets_total");
        CompletableFuture<TalkTimes> other =
            CompletableFuture.supplyAsync(() -> TalkTimes.listen(b, bo.heard(), ENOUGH_REPORTS));
        atAda = TalkTimes.listen(a, ada.heard(), ENOUGH_REPORTS);
        atBo = other.join();
        assertThat(Prometheus.sum(server, "ringpost_sip_packets_total") - before)
            .as("packets through the server during the talk")
            .isLessThan(10);
        assertThat(UdpSockets.of(server.process()))
            .as("the server's sockets during the talk, and before it")
            .isEqualTo(sockets);
        b.command("hangup");
        a.await("ended");
        b.await("ended");
      }
      long there = heardAfter(ada, atAda, bo, atBo);
      long back = heardAfter(bo, atBo, ada, atAda);
      assertThat(there).as("milliseconds until Ada is heard").isLessThan(LONGEST_DELAY_MILLIS);
      assertThat(back).as("milliseconds until Bo is heard").isLessThan(LONGEST_DELAY_MILLIS);
      // A telephone that is held up makes one seem shorter and the other longer, but not both.
      assertThat(there + back).as("milliseconds there and back").isPositive();
      JsonNode call = server.get("/api/v1/calls", "bo", bo.password()).get(0);
      assertThat(call.path("outcome").asString()).isEqualTo("answered");
      assertThat(call.path("from").asString()).isEqualTo(ada.number());
      assertThat(call.path("missed").asBoolean()).isFalse();
    }
  }

  private static void assertFromOneToTheOther(JsonNode media, JsonNode other) {
    assertThat(media.path("encryption").asString()).isEqualTo("DTLS-SRTP");
    assertThat(media.path("codec").asString()).isEqualTo("opus");
    assertThat(media.path("remote").asString()).isEqualTo(other.path("local").asString());
    assertThat(other.path("remote").asString()).isEqualTo(media.path("local").asString());
  }

  /** Asserts that all was heard; tells after how many milliseconds. */
  private static long heardAfter(
      Member speaker, TalkTimes atSpeaker, Member listener, TalkTimes atListener) {
    var comparison = Talk.compare(speaker.speech(), listener.heard());
    assertThat(Talk.understood(comparison)).as(Talk.describe(comparison)).isTrue();
    long delay = atListener.delayFrom(atSpeaker, comparison);
    System.out.printf("%s is heard after %d ms%n", speaker.id(), delay);
    return delay;
  }
}
