// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import net.ringpost.media.compare.SpeechComparison;
import net.ringpost.media.device.Pcm;
import net.ringpost.media.device.WavFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A foreign telephone, Debian's baresip, leaves a message with each codec, plain and encrypted. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BaresipVoicemailTest {
  private static final String PASSWORD = "one-password-for-all";

  /** Seconds of the greeting, the tone, and some to breathe. */
  private static final int GREETING = 10;

  /** Seconds until it hangs up: the greeting, the sentence, and some more. */
  private static final int CALL = 16;

  private static final int LENGTH_TOLERANCE_MILLIS = 100;

  @TempDir private static Path folder;
  private RunningServer server;

  @BeforeAll
  void start() {
    Tools.need("baresip", "baresip-core");
    Tools.need("ffmpeg", "ffmpeg");
    TalkNetwork.address();
    server = RunningServer.start(folder.resolve("server"), "--bind", "0.0.0.0");
    for (int channels = 1; channels <= 2; channels++) {
      SpokenFile.write(spoken(channels), "sentence-a", channels, GREETING);
    }
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(name = "{1}, {2}, rtcp-mux {3}")
  @CsvSource({
    "1, PCMU, plain, no",
    "2, PCMA, plain, no",
    "3, opus, plain, no",
    "4, PCMU, dtls,  yes",
    "5, PCMA, dtls,  yes",
    "6, opus, dtls,  yes",
    "7, PCMU, dtls,  no",
    "8, PCMA, dtls,  no",
    "9, opus, dtls,  no",
  })
  void message_has_the_words_and_the_length(int call, String codec, String encryption, String mux)
      throws IOException {
    server.signUp("caller" + call, PASSWORD, "100" + call, "");
    server.signUp("away" + call, PASSWORD, "200" + call, "");
    Path said;
    try (Baresip caller = baresip(call, codec, encryption, mux)) {
      caller.registered();
      caller.command("dial", "200" + call);
      caller.await("CALL_ESTABLISHED");
      caller.speaks(CALL);
      caller.command("hangup", "");
      said = caller.said();
      String answer = caller.descriptions("SIP/2.0 200").getFirst();
      assertThat(answer.contains("a=fingerprint:")).isEqualTo(encryption.equals("dtls"));
      assertThat(answer.contains("a=rtcp-mux")).isEqualTo(mux.equals("yes"));
    }
    assertSame(said, StoredMessage.newest(server, "away" + call, PASSWORD, 1, folder));
  }

  private static void assertSame(Path said, StoredMessage message) throws IOException {
    short[] sentence = WavFile.readShipped("sentence-a");
    short[] stored = WavFile.read(message.sound());
    short[] sent = WavFile.read(said);
    SpeechComparison words = SpeechComparison.compare(sentence, stored);
    String told = Talk.describe(words);
    assertThat(words.correlation()).as(told).isGreaterThan(Talk.UNDERSTOOD);
    assertThat(words.levelDecibels()).as(told).isBetween(-4.0, 4.0);
    assertThat(words.longestGapMillis()).as(told).isLessThanOrEqualTo(Talk.LONGEST_GAP_MILLIS);
    assertThat(message.millis()).isBetween(millis(stored) - 20, millis(stored) + 20);
    // From the sentence's beginning to hanging up, as it was sent and as it is stored.
    long spoken = millis(sent) - SpeechComparison.compare(sentence, sent).delayMillis();
    long kept = millis(stored) - words.delayMillis();
    System.out.printf(
        "%s: %s; after the first word %d ms sent, %d ms stored%n",
        message.facts().path("from").asString(), told, spoken, kept);
    assertThat(kept).isBetween(spoken - LENGTH_TOLERANCE_MILLIS, spoken + LENGTH_TOLERANCE_MILLIS);
  }

  private static long millis(short[] sound) {
    return sound.length * 1000L / Pcm.RATE;
  }

  private static Path spoken(int channels) {
    return folder.resolve("spoken-" + channels + ".wav");
  }

  private Baresip baresip(int call, String codec, String encryption, String mux) {
    boolean dtls = encryption.equals("dtls");
    return Baresip.start(
        folder.resolve("baresip-" + call),
        new Baresip.Setup(
            "100" + call,
            PASSWORD,
            "127.0.0.1:" + server.sipPort(),
            true,
            "udp",
            codec,
            dtls ? "dtls_srtp" : "",
            dtls,
            mux.equals("yes"),
            spoken(codec.equals("opus") ? 2 : 1)));
  }
}
