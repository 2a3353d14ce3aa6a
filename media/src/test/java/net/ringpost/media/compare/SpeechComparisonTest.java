// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import net.ringpost.media.device.Pcm;
import net.ringpost.media.device.WavFile;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class SpeechComparisonTest {
  private static short[] said = {};
  private static short[] other = {};

  @BeforeAll
  static void read() throws IOException {
    said = WavFile.readShipped("sentence-a");
    other = WavFile.readShipped("sentence-b");
  }

  private static int samples(int millis) {
    return Pcm.RATE / 1000 * millis;
  }

  /** The sentence after some silence, with some after it. */
  private static short[] recording(short[] sentence, int beforeMillis) {
    short[] all = new short[samples(beforeMillis) + sentence.length + samples(500)];
    System.arraycopy(sentence, 0, all, samples(beforeMillis), sentence.length);
    return all;
  }

  /** Where the sentence is loudest over that time. */
  private static int loudest(int millis) {
    int best = 0;
    double most = 0;
    for (int at = 0; at + samples(millis) < said.length; at += samples(10)) {
      double quietest = Double.MAX_VALUE;
      for (int part = 0; part < millis; part += 10) {
        double energy = 0;
        for (int i = 0; i < samples(10); i++) {
          energy += Math.pow(said[at + samples(part) + i], 2);
        }
        quietest = Math.min(quietest, energy);
      }
      if (quietest > most) {
        most = quietest;
        best = at;
      }
    }
    return best;
  }

  @Test
  void theSame_isFoundWhereItIs() {
    SpeechComparison same = SpeechComparison.compare(said, recording(said, 730));
    assertThat(same.correlation()).isGreaterThan(0.999);
    assertThat(same.worst()).isGreaterThan(0.99);
    assertThat(same.levelDecibels()).isCloseTo(0, within(0.1));
    assertThat(same.longestGapMillis()).isZero();
    assertThat(same.delayMillis()).isCloseTo(730, within(1));
    assertThat(same.stretchMillis()).isZero();
  }

  @Test
  void anotherSentence_isNotTakenForIt() {
    assertThat(SpeechComparison.compare(said, recording(other, 200)).correlation()).isLessThan(0.3);
    assertThat(SpeechComparison.compare(other, recording(said, 200)).correlation()).isLessThan(0.3);
  }

  @Test
  void silenceAndNoise_areNotTakenForIt() {
    assertThat(SpeechComparison.compare(said, new short[said.length]).correlation())
        .isLessThan(0.1);
    short[] noise = new short[said.length * 2];
    Random random = new Random(4);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (short) (3000 * random.nextGaussian());
    }
    assertThat(SpeechComparison.compare(said, noise).correlation()).isLessThan(0.2);
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 80, 100})
  void hole_isMeasured(int millis) {
    short[] heard = recording(said, 100);
    int at = samples(100) + loudest(millis);
    Arrays.fill(heard, at, at + samples(millis), (short) 0);
    SpeechComparison holed = SpeechComparison.compare(said, heard);
    assertThat(holed.longestGapMillis()).as("%s", holed).isCloseTo(millis, within(10));
  }

  @Test
  void lostBeginning_isAHole() {
    short[] heard = recording(said, 100);
    int begin = 0;
    while (Math.abs(said[begin]) < 1000) {
      begin++;
    }
    Arrays.fill(heard, 0, samples(100) + begin + samples(150), (short) 0);
    assertThat(SpeechComparison.compare(said, heard).longestGapMillis()).isGreaterThan(60);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-12, -3, 3})
  void level_isMeasured(double decibels) {
    short[] heard = recording(said, 50);
    for (int i = 0; i < heard.length; i++) {
      heard[i] = (short) (heard[i] * Math.pow(10, decibels / 20));
    }
    assertThat(SpeechComparison.compare(said, heard).levelDecibels())
        .isCloseTo(decibels, within(0.3));
  }

  @Test
  void stretchedSpeech_isTheSameSpeech() {
    int middle = loudest(100) + samples(50);
    short[] heard = new short[said.length + samples(540)];
    System.arraycopy(said, 0, heard, 0, middle);
    int more = samples(40);
    // What a jitter buffer does: goes on with something like it for a while.
    System.arraycopy(said, middle - more, heard, middle, more);
    System.arraycopy(said, middle, heard, middle + more, said.length - middle);
    SpeechComparison stretched = SpeechComparison.compare(said, heard);
    assertThat(stretched.correlation()).as("%s", stretched).isGreaterThan(0.95);
    assertThat(stretched.stretchMillis()).isCloseTo(40, within(3));
    assertThat(stretched.longestGapMillis()).isZero();
  }

  @Test
  void nothingSaid_isRefused() {
    short[] nothing = new short[Pcm.RATE];
    assertThatThrownBy(() -> SpeechComparison.compare(nothing, nothing))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
