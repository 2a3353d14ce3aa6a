// SPDX-License-Identifier: Apache-2.0
package net.ringpost.sip.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The torture vectors, broken at random from fixed seeds. */
class MutationTest {
  private static final byte[] SPICE =
      "\r\n \t\0\"<>;:,=%@?[]\\/SIP20\u00ff".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);

  private final List<byte[]> seeds = Vectors.names().stream().map(Vectors::bytes).toList();

  @Test
  void mutated_messages_have_an_outcome() {
    for (int seed = 0; seed < 60_000; seed++) {
      Random random = new Random(seed);
      byte[] bytes = mutate(seeds.get(seed % seeds.size()), random);
      ParserProperties.datagram(bytes);
    }
  }

  @Test
  void mutated_streams_come_out_the_same_in_any_pieces() {
    for (int seed = 0; seed < 6_000; seed++) {
      Random random = new Random(seed);
      byte[] a = mutate(seeds.get(random.nextInt(seeds.size())), random);
      byte[] b = seeds.get(random.nextInt(seeds.size()));
      byte[] both = Arrays.copyOf(a, a.length + b.length);
      System.arraycopy(b, 0, both, a.length, b.length);
      ParserProperties.stream(both);
    }
  }

  @Test
  void noise_has_an_outcome() {
    for (int seed = 0; seed < 5_000; seed++) {
      Random random = new Random(seed);
      byte[] bytes = new byte[random.nextInt(200)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = SPICE[random.nextInt(SPICE.length)];
      }
      ParserProperties.datagram(bytes);
      ParserProperties.stream(bytes);
    }
    assertThat(seeds).hasSize(61);
  }

  private static byte[] mutate(byte[] original, Random random) {
    byte[] bytes = original.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      bytes = change(bytes, random);
    }
    return bytes;
  }

  private static byte[] change(byte[] bytes, Random random) {
    if (bytes.length == 0) {
      return new byte[] {SPICE[random.nextInt(SPICE.length)]};
    }
    int at = random.nextInt(bytes.length);
    int len = Math.min(bytes.length - at, 1 + random.nextInt(20));
    switch (random.nextInt(5)) {
      case 0 -> {
        bytes[at] = (byte) random.nextInt(256);
        return bytes;
      }
      case 1 -> {
        bytes[at] = SPICE[random.nextInt(SPICE.length)];
        return bytes;
      }
      case 2 -> {
        return splice(bytes, at, at + len, new byte[0]);
      }
      case 3 -> {
        return splice(bytes, at, at, Arrays.copyOfRange(bytes, at, at + len));
      }
      default -> {
        return random.nextInt(8) == 0
            ? Arrays.copyOf(bytes, at)
            : splice(bytes, at, at, new byte[] {SPICE[random.nextInt(SPICE.length)]});
      }
    }
  }

  private static byte[] splice(byte[] bytes, int from, int to, byte[] insert) {
    byte[] out = new byte[bytes.length - (to - from) + insert.length];
    System.arraycopy(bytes, 0, out, 0, from);
    System.arraycopy(insert, 0, out, from, insert.length);
    System.arraycopy(bytes, to, out, from + insert.length, bytes.length - to);
    return out;
  }
}
