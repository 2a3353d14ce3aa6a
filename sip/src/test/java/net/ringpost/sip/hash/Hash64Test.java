// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Hash64Test {
  private static long ofBytes(String text) {
    byte[] bytes = ("xx" + text + "yy").getBytes(StandardCharsets.ISO_8859_1);
    return Hash64.mix(7, bytes, 2, bytes.length - 2);
  }

  @Test
  void equal_parts_make_equal_hashes_wherever_they_lie() {
    byte[] here = "abcdefghijkl".getBytes(StandardCharsets.ISO_8859_1);
    byte[] there = "---abcdefghijkl-".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Hash64.mix(7, here, 0, 12)).isEqualTo(Hash64.mix(7, there, 3, 15));
    assertThat(Hash64.mix(7, "abc")).isEqualTo(Hash64.mix(7, "ab".concat("c")));
  }

  @Test
  void each_character_and_each_byte_counts() {
    String text = "a1-b2-c3-d4-e5-f6-g7";
    Set<Long> texts = new HashSet<>();
    Set<Long> bytes = new HashSet<>();
    for (int length = 0; length <= text.length(); length++) {
      texts.add(Hash64.mix(7, text.substring(0, length)));
      bytes.add(ofBytes(text.substring(0, length)));
    }
    for (int i = 0; i < text.length(); i++) {
      String other = text.substring(0, i) + '#' + text.substring(i + 1);
      texts.add(Hash64.mix(7, other));
      bytes.add(ofBytes(other));
    }
    assertThat(texts).hasSize(2 * text.length() + 1);
    assertThat(bytes).hasSize(2 * text.length() + 1);
  }

  @Test
  void where_one_text_ends_and_the_next_begins_counts() {
    assertThat(Hash64.mix(Hash64.mix(7, "ab"), "c"))
        .isNotEqualTo(Hash64.mix(Hash64.mix(7, "a"), "bc"));
    assertThat(Hash64.mix(Hash64.mix(7, ""), "a")).isNotEqualTo(Hash64.mix(7, "a"));
    assertThat(Hash64.mix(7, (String) null)).isNotEqualTo(Hash64.mix(7, ""));
  }

  /** With a multiplication alone, the top bit goes through unmixed, and can be taken back. */
  @Test
  void no_two_texts_collide_whatever_the_seed_is() {
    Random random = new Random(1);
    long top = 1L << 63;
    for (int shift = 0; shift < 64; shift++) {
      for (int i = 0; i < 100; i++) {
        long seed = random.nextLong();
        long value = random.nextLong();
        long difference = Hash64.mix(seed, value) ^ Hash64.mix(seed, value ^ top);
        assertThat(difference).isNotEqualTo(top | 1L << shift);
      }
    }
  }

  @Test
  void neighbouring_numbers_fill_a_table_evenly() {
    int[] byTop = new int[256];
    int[] byBottom = new int[256];
    for (long i = 0; i < 256 * 64; i++) {
      long hash = Hash64.mix(0, i);
      byTop[(int) (hash >>> 56)]++;
      byBottom[(int) hash & 0xff]++;
    }
    assertThat(IntStream.of(byTop).boxed()).allMatch(n -> n >= 32 && n <= 128);
    assertThat(IntStream.of(byBottom).boxed()).allMatch(n -> n >= 32 && n <= 128);
  }

  @Test
  void half_of_the_bits_change_with_each_bit() {
    Random random = new Random(2);
    long changed = 0;
    for (int i = 0; i < 1000; i++) {
      long seed = random.nextLong();
      long value = random.nextLong();
      for (int bit = 0; bit < 64; bit++) {
        changed += Long.bitCount(Hash64.mix(seed, value) ^ Hash64.mix(seed, value ^ 1L << bit));
      }
    }
    assertThat(changed / 64_000.0).isBetween(24.0, 40.0);
  }
}
