// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** A foreign telephone and ours call each other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BaresipAndSoftphoneTest {
  private static final String PASSWORD = "one-password-for-both";
  private static final int TALK = 8;

  @TempDir private static Path folder;

  private RunningServer server;
  private int calls;

  @BeforeAll
  void start() {
    Tools.need("baresip", "baresip-core");
    TalkNetwork.address();
    server = RunningServer.start(folder.resolve("server"));
    server.signUp("ours", PASSWORD, "1000", "Ours");
    server.signUp("theirs", PASSWORD, "1001", "Theirs");
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest(name = "{0} calls over {5}: {1}, rtcp-mux {2}, {3}, softphone --plain {4}")
  @CsvSource({
    "theirs, dtls,  yes, opus, never, udp",
    "theirs, dtls,  no,  PCMU, never, udp",
    "theirs, plain, no,  opus, allow, udp",
    "ours,   dtls,  yes, opus, never, udp",
    "ours,   dtls,  no,  PCMA, never, udp",
    "ours,   plain, no,  PCMU, only,  udp",
    // Encrypted is offered first and refused.
    "ours,   plain, no,  opus, allow, udp",
    "theirs, dtls,  yes, opus, never, tcp",
    "ours,   dtls,  yes, opus, never, tls",
  })
  void speech_crosses(
      String caller, String encryption, String mux, String codec, String plain, String transport) {
    Path here = folder.resolve("call-" + ++calls);
    Path recorded = here.resolve("ours.wav");
    try (Baresip theirs =
            baresip(here.resolve("theirs"), transport, encryption, mux.equals("yes"), codec);
        RunningPhone ours = softphone(here.resolve("ours"), transport, plain, recorded)) {
      theirs.registered();
      ours.await("registered");
      if (caller.equals("ours")) {
        ours.command("dial 1001");
        theirs.await("CALL_INCOMING");
        ours.await("ringing");
        theirs.command("accept", "");
      } else {
        theirs.command("dial", "1000");
        assertThat(ours.await("incoming").path("name").asString()).isEqualTo("Theirs");
        theirs.await("CALL_RINGING");
        ours.command("answer");
      }
      theirs.await("CALL_ESTABLISHED");
      JsonNode media = ours.await("media");
      assertThat(media.path("codec").asString()).isEqualToIgnoringCase(codec);
      assertThat(media.path("encryption").asString())
          .isEqualTo(encryption.equals("dtls") ? "DTLS-SRTP" : "none");
      ours.listen(TALK);
      theirs.listens(TALK);
      if (caller.equals("ours")) {
        theirs.command("hangup", "");
      } else {
        ours.command("hangup");
        theirs.await("CALL_CLOSED");
      }
      ours.await("ended");
      ForeignTalk.assertHeard("baresip", Talk.sentence("sentence-a.wav", folder), theirs.heard());
      ForeignTalk.assertHeard("the softphone", Talk.sentence("sentence-b.wav", folder), recorded);
    }
  }

  private RunningPhone softphone(Path own, String transport, String plain, Path recorded) {
    List<String> options =
        new ArrayList<>(List.of("--bind", TalkNetwork.address(), "--transport", transport));
    options.addAll(List.of("--plain", plain));
    options.addAll(List.of("--audio-in", Talk.sentence("sentence-a.wav", folder).toString()));
    options.addAll(List.of("--audio-out", recorded.toString()));
    return RunningPhone.start(own, at(transport), "ours", PASSWORD, options.toArray(String[]::new));
  }

  private String at(String transport) {
    return "127.0.0.1:" + (transport.equals("tls") ? server.sipsPort() : server.sipPort());
  }

  private Baresip baresip(
      Path own, String transport, String encryption, boolean mux, String codec) {
    int channels = codec.equals("opus") ? 2 : 1;
    boolean dtls = encryption.equals("dtls");
    return Baresip.start(
        own,
        new Baresip.Setup(
            "1001",
            PASSWORD,
            at(transport),
            true,
            transport,
            codec,
            dtls ? "dtls_srtp" : "",
            dtls,
            mux,
            SpokenFile.write(
                folder.resolve("theirs-" + channels + ".wav"), "sentence-b", channels)));
  }
}
