// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.function.UnaryOperator;
import net.ringpost.media.Media;
import net.ringpost.media.Witness;
import net.ringpost.media.codec.AudioCodec;
import net.ringpost.media.compare.SpeechComparison;
import net.ringpost.media.device.WavFile;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
@Execution(ExecutionMode.CONCURRENT)
class MediaSessionTest {
  @BeforeAll
  static void warmUp() throws Exception {
    Media.warmUp().get();
  }

  @ParameterizedTest
  @CsvSource({
    "OPUS,dtls-mux", "OPUS,dtls", "OPUS,plain",
    "PCMU,dtls-mux", "PCMU,dtls", "PCMU,plain",
    "PCMA,dtls-mux", "PCMA,dtls", "PCMA,plain"
  })
  void speech_crossesBothWays(AudioCodec codec, String way) throws Exception {
    Witness.unlessHeldUp(() -> call(codec, way));
  }

  private static void call(AudioCodec codec, String way) throws Exception {
    UnaryOperator<MediaSettings> settings = settings(codec, way);
    try (Party a = new Party(WavFile.readShipped("sentence-a"), settings);
        Party b = new Party(WavFile.readShipped("sentence-b"), settings)) {
      a.session.accept(b.session.answer(a.session.offer()));
      MediaEvent.MediaStarted started = a.await(MediaEvent.MediaStarted.class, 60);
      assertThat(started.codec()).isEqualTo(codec);
      assertThat(started.encryption()).isEqualTo(way.equals("plain") ? "none" : "DTLS-SRTP");
      assertThat(b.await(MediaEvent.MediaStarted.class, 60).remote()).isEqualTo(started.local());
      check(codec, a, b);
      check(codec, b, a);
    }
  }

  private static void check(AudioCodec codec, Party ear, Party mouth) {
    SpeechComparison heard = ear.heardFrom(mouth);
    assertThat(heard.correlation()).as("%s %s", codec, heard).isGreaterThan(0.9);
    assertThat(heard.levelDecibels()).isBetween(-3.0, 3.0);
    assertThat(heard.longestGapMillis()).as("%s", heard).isLessThanOrEqualTo(60);
    assertThat(ear.delayFrom(mouth, heard)).isLessThan(400);
  }

  private static UnaryOperator<MediaSettings> settings(AudioCodec codec, String way) {
    return s ->
        s.withCodecs(codec)
            .withAddresses(List.of(InetAddress.getLoopbackAddress()))
            .withRtcpMux(!way.equals("dtls"))
            .withEncryption(
                way.equals("plain") ? EncryptionPolicy.PLAIN_ONLY : EncryptionPolicy.REQUIRED);
  }
}
