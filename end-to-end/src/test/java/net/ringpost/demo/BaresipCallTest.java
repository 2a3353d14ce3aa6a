// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import net.ringpost.media.compare.SpeechComparison;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two foreign telephones, Debian's baresip, call each other through the server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BaresipCallTest {
  private static final String PASSWORD = "one-password-for-both";

  @TempDir private static Path folder;
  /** Seconds that both listen: the quiet, the longer sentence, and some delay. */
  private static final int TALK = 7;

  private RunningServer server;
  private int calls;

  @BeforeAll
  void start() {
    Tools.need("baresip", "baresip-core");
    TalkNetwork.address();
    server = RunningServer.start(folder.resolve("server"));
    server.signUp("ada", PASSWORD, "1000", "Ada");
    server.signUp("bo", PASSWORD, "1001", "Bo");
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest(name = "{0} to {1}, {2}, {3}, the {4} hangs up")
  @CsvSource({
    "udp, udp, PCMU, plain,  caller",
    "udp, udp, opus, dtls,   callee",
    "udp, udp, PCMA, sdes,   caller",
    "tcp, tcp, PCMA, plain,  callee",
    "tcp, tcp, PCMU, sdes,   callee",
    "tcp, tcp, opus, dtls,   caller",
    "tls, tls, opus, plain,  caller",
    "tls, tls, PCMU, dtls,   caller",
    "tls, tls, PCMA, sdes,   callee",
    "udp, tls, opus, dtls,   caller",
    "tcp, udp, PCMU, plain,  callee",
  })
  void call_crosses(String from, String to, String codec, String encryption, String hangsUp) {
    Path here = folder.resolve("call-" + ++calls);
    Path a = sentence("sentence-a", codec);
    Path b = sentence("sentence-b", codec);
    try (Baresip caller = phone(here.resolve("ada"), "1000", from, codec, encryption, a);
        Baresip callee = phone(here.resolve("bo"), "1001", to, codec, encryption, b)) {
      caller.await("REGISTER_OK");
      callee.await("REGISTER_OK");
      caller.command("dial", "1001");
      callee.await("CALL_INCOMING");
      caller.await("CALL_RINGING");
      callee.command("accept", "");
      callee.await("CALL_ESTABLISHED");
      caller.await("CALL_ESTABLISHED");
      callee.listens(TALK);
      caller.listens(TALK);
      (hangsUp.equals("caller") ? caller : callee).command("hangup", "");
      (hangsUp.equals("caller") ? callee : caller).await("CALL_CLOSED");
      heard("the callee", "sentence-a", callee);
      heard("the caller", "sentence-b", caller);
      assertThat(callee.descriptions("INVITE "))
          .as("the offer, as it was received and as it was sent")
          .isNotEmpty()
          .isSubsetOf(caller.descriptions("INVITE "));
      assertThat(caller.descriptions("SIP/2.0 200"))
          .as("the answer, as it was received and as it was sent")
          .isNotEmpty()
          .isSubsetOf(callee.descriptions("SIP/2.0 200"));
      if (!encryption.equals("plain")) {
        assertThat(callee.descriptions("INVITE ").getFirst())
            .contains(encryption.equals("sdes") ? "a=crypto:" : "a=fingerprint:");
      }
    }
  }

  private Path sentence(String name, String codec) {
    int channels = codec.equals("opus") ? 2 : 1;
    Path file = folder.resolve(name + "-" + channels + ".wav");
    return Files.exists(file) ? file : SpokenFile.write(file, name, channels);
  }

  private void heard(String who, String sentence, Baresip by) {
    Path said = Talk.sentence(sentence + ".wav", folder);
    SpeechComparison[] last = new SpeechComparison[1];
    Eventually.happens(
        () -> Talk.understood(last[0] = Talk.compare(said, by.heard())),
        Duration.ofSeconds(5),
        () -> who + " heard: " + Talk.describe(last[0]) + " in " + by.heard());
    System.out.println(who + " " + Talk.describe(last[0]));
  }

  private Baresip phone(
      Path own, String number, String transport, String codec, String encryption, Path speech) {
    int port = transport.equals("tls") ? server.sipsPort() : server.sipPort();
    String kind =
        switch (encryption) {
          case "sdes" -> "srtp-mand";
          case "dtls" -> "dtls_srtp";
          default -> "";
        };
    return Baresip.start(
        own,
        new Baresip.Setup(
            number,
            PASSWORD,
            "127.0.0.1:" + port,
            transport,
            codec,
            kind,
            encryption.equals("dtls"),
            true,
            "manual",
            speech));
  }
}
