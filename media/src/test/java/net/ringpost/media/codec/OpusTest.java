// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import net.ringpost.media.compare.SpeechComparison;
import net.ringpost.media.device.Pcm;
import net.ringpost.media.device.WavFile;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class OpusTest {
  private enum Loss {
    NONE,
    RECOVERED,
    CONCEALED
  }

  /** Speech, each fourth packet of which gets lost. */
  private static SpeechComparison speech(int maxBitrate, double expectedLoss, Loss loss)
      throws Exception {
    short[] said = WavFile.readShipped("sentence-a");
    byte[][] packets = new byte[said.length / Pcm.FRAME][];
    try (SpeechEncoder encoder = new OpusEncoder(maxBitrate)) {
      encoder.expectLoss(expectedLoss);
      byte[] room = new byte[SpeechEncoder.LONGEST];
      for (int i = 0; i < packets.length; i++) {
        short[] frame = Arrays.copyOfRange(said, i * Pcm.FRAME, (i + 1) * Pcm.FRAME);
        packets[i] = Arrays.copyOf(room, encoder.encode(frame, room, 0));
      }
    }
    short[] heard = new short[said.length + Pcm.RATE / 2];
    short[] decoded = new short[SpeechDecoder.LONGEST];
    try (SpeechDecoder decoder = new OpusDecoder()) {
      for (int i = 0; i < packets.length; i++) {
        if (loss == Loss.NONE || i % 4 != 2 || i + 1 == packets.length) {
          assertThat(decoder.decode(packets[i], decoded)).isEqualTo(Pcm.FRAME);
        } else if (loss == Loss.RECOVERED) {
          assertThat(decoder.recover(packets[i + 1], decoded, Pcm.FRAME)).isTrue();
        } else {
          assertThat(decoder.recover(null, decoded, Pcm.FRAME)).isTrue();
        }
        System.arraycopy(decoded, 0, heard, i * Pcm.FRAME, Pcm.FRAME);
      }
    }
    return SpeechComparison.compare(said, heard);
  }

  @Test
  void speech_comesBack() throws Exception {
    SpeechComparison heard = speech(0, 0, Loss.NONE);
    assertThat(heard.correlation()).as("%s", heard).isGreaterThan(0.92);
    assertThat(heard.levelDecibels()).isCloseTo(0, within(1.0));
    assertThat(heard.longestGapMillis()).isZero();
  }

  @Test
  void lostPackets_areRecoveredFromTheNext() throws Exception {
    SpeechComparison recovered = speech(0, 0.25, Loss.RECOVERED);
    SpeechComparison concealed = speech(0, 0.25, Loss.CONCEALED);
    assertThat(recovered.correlation())
        .as("recovered %s, concealed %s", recovered, concealed)
        .isGreaterThan(concealed.correlation() + 0.03);
    assertThat(recovered.longestGapMillis()).isLessThanOrEqualTo(20);
  }

  @Test
  void peersLimit_isKept() {
    byte[] room = new byte[SpeechEncoder.LONGEST];
    short[] noise = new short[Pcm.FRAME];
    Random random = new Random(3);
    int bytes = 0;
    try (SpeechEncoder encoder = new OpusEncoder(16_000)) {
      for (int i = 0; i < 100; i++) {
        for (int k = 0; k < noise.length; k++) {
          noise[k] = (short) random.nextInt(-8000, 8000);
        }
        bytes += encoder.encode(noise, room, 0);
      }
    }
    assertThat(bytes * 8 / 2).isLessThan(20_000);
  }

  @Test
  void garbage_isRefusedOrDecodedButHarmsNothing() {
    Random random = new Random(5);
    short[] decoded = new short[SpeechDecoder.LONGEST];
    try (SpeechDecoder decoder = new OpusDecoder()) {
      for (int i = 0; i < 20_000; i++) {
        byte[] garbage = new byte[random.nextInt(0, 200)];
        random.nextBytes(garbage);
        assertThat(decoder.decode(garbage, decoded)).isBetween(0, SpeechDecoder.LONGEST);
        assertThat(decoder.recover(garbage, decoded, Pcm.FRAME)).isTrue();
      }
    }
  }
}
