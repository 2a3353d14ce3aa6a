// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import net.ringpost.media.Witness;
import net.ringpost.media.compare.SpeechComparison;
import net.ringpost.media.device.AudioSink;
import net.ringpost.media.device.AudioSource;
import net.ringpost.media.device.RecordedSource;
import net.ringpost.media.device.WavFile;
import net.ringpost.media.statistics.RtpHeader;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@NullMarked
@Execution(ExecutionMode.CONCURRENT)
class AudioPipelineTest {
  private final CopyOnWriteArrayList<short[]> recorded = new CopyOnWriteArrayList<>();
  private final CopyOnWriteArrayList<Character> digits = new CopyOnWriteArrayList<>();

  @ParameterizedTest
  @EnumSource
  void each_codec_carriesSpeech(AudioCodec codec) throws Exception {
    Witness.unlessHeldUp(() -> speak(codec));
  }

  private void speak(AudioCodec codec) throws Exception {
    recorded.clear();
    short[] said = WavFile.readShipped("sentence-a");
    AudioFormatChoice format =
        new AudioFormatChoice(
            codec,
            codec.payloadType(),
            codec.payloadType(),
            new TelephoneEvents(101, 8000, TelephoneEvents.ALL_KEYS),
            Set.of(101),
            0);
    try (AudioPipeline receiver =
        new AudioPipeline(
            AudioSource.silence(),
            (AudioSink) f -> recorded.add(f.clone()),
            new Random(1),
            new Ends(null))) {
      receiver.use(format);
      try (AudioPipeline sender =
          new AudioPipeline(
              new RecordedSource(said, false),
              AudioSink.discard(),
              new Random(2),
              new Ends(receiver))) {
        sender.use(format);
        sender.setSending(true);
        await("the whole sentence")
            .atMost(Duration.ofSeconds(15))
            .pollInterval(Duration.ofMillis(10))
            .until(() -> recorded.size() >= said.length / 960 + 20);
      }
    }
    short[] heard = new short[recorded.size() * 960];
    for (int i = 0; i < recorded.size(); i++) {
      System.arraycopy(recorded.get(i), 0, heard, i * 960, 960);
    }
    SpeechComparison result = SpeechComparison.compare(said, heard);
    assertThat(result.correlation()).as("%s", result).isGreaterThan(0.9);
    assertThat(result.longestGapMillis()).as("%s", result).isLessThanOrEqualTo(60);
    assertThat(result.levelDecibels()).isBetween(-3.0, 3.0);
  }

  private final class Ends implements AudioEnd.Line {
    private final @org.jspecify.annotations.Nullable AudioPipeline to;

    Ends(@org.jspecify.annotations.Nullable AudioPipeline to) {
      this.to = to;
    }

    @Override
    public void onPacket(RtpHeader header, byte[] data, int length) {
      if (to != null) {
        to.onPacket(header, data, length, 0);
      }
    }

    @Override
    public void onDigit(char digit) {
      digits.add(digit);
    }

    @Override
    public void later(Runnable task) {
      task.run();
    }
  }
}
