// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@NullMarked
class G711Test {
  @ParameterizedTest
  @EnumSource
  void eachCode_comesBack(G711 law) {
    for (int code = 0; code < 256; code++) {
      short sample = law.decode((byte) code);
      // µ-law has two zeros; the positive one is taken.
      int expected = law == G711.MU_LAW && code == 0x7F ? 0xFF : code;
      assertThat(law.encode(sample) & 0xFF).isEqualTo(expected);
    }
  }

  /** The tables 1a and 2a of ITU-T G.711, with 16-bit samples. */
  @ParameterizedTest
  @CsvSource({
    "MU_LAW, 0, 255",
    "MU_LAW, 32767, 128",
    "MU_LAW, -32768, 0",
    "A_LAW, 0, 213",
    "A_LAW, -1, 85",
    "A_LAW, 32767, 170",
    "A_LAW, -32768, 42"
  })
  void sample_hasTheCodeOfTheStandard(G711 law, int sample, int code) {
    assertThat(law.encode(sample) & 0xFF).isEqualTo(code);
  }

  @ParameterizedTest
  @EnumSource
  void eachSample_isNearItsCode(G711 law) {
    for (int sample = Short.MIN_VALUE; sample <= Short.MAX_VALUE; sample++) {
      int error = Math.abs(law.decode(law.encode(sample)) - sample);
      // Half a step: a sixteenth of the octave, 8 near zero, and what is cut off at the ends.
      assertThat(error).isLessThanOrEqualTo(Math.abs(sample) / 30 + 16);
    }
  }

  @Test
  void laws_differ() {
    assertThat(G711.A_LAW.encode(1000)).isNotEqualTo(G711.MU_LAW.encode(1000));
  }
}
