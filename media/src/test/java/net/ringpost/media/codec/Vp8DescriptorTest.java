// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 7741 §4.2. */
@NullMarked
class Vp8DescriptorTest {
  private static @Nullable Vp8Descriptor read(String hex) {
    return Vp8Descriptor.read(HexFormat.of().parseHex(hex));
  }

  @ParameterizedTest
  @CsvSource({
    // payload, S, PID, picture ID, length
    "10AA,         true,  0, -1,    1", // §4.6.1: the first packet of a picture
    "00AA,         false, 0, -1,    1", // a packet that goes on
    "11AA,         true,  1, -1,    1", // the first of another partition
    "13AA,         true,  3, -1,    1",
    "30AA,         true,  0, -1,    1", // N: nobody refers to it
    "9080_11_AA,   true,  0, 17,    3", // X, I: seven bits
    "9080_8FFF_AA, true,  0, 4095,  4", // X, I, M: fifteen bits
    "9040_05_AA,   true,  0, -1,    3", // L: TL0PICIDX
    "9020_40_AA,   true,  0, -1,    3", // T
    "9010_07_AA,   true,  0, -1,    3", // K
    "9030_47_AA,   true,  0, -1,    3", // T and K share a byte
    "90F0_8011_05_47_AA, true, 0, 17, 6", // all of them
    "9000_AA,      true,  0, -1,    2", // X, but nothing follows
  })
  void descriptor_isRead(String hex, boolean start, int partition, int picture, int length) {
    assertThat(read(hex.replace("_", "")))
        .isEqualTo(new Vp8Descriptor(start, partition, picture, length));
  }

  @ParameterizedTest
  @CsvSource({"''", "10", "9080", "908011", "90808F", "90808FFF", "90F08011", "90F0801105"})
  void descriptorThatIsTorn_isNone(String hex) {
    assertThat(Vp8Descriptor.read(HexFormat.of().parseHex(hex))).isNull();
  }

  @Test
  void anyBytes_areReadWithoutHarm() {
    Random random = new Random(7741);
    for (int i = 0; i < 200_000; i++) {
      byte[] payload = new byte[random.nextInt(9)];
      random.nextBytes(payload);
      Vp8Descriptor found = Vp8Descriptor.read(payload);
      if (found != null) {
        assertThat(found.length()).isBetween(1, payload.length - 1);
      }
    }
  }
}
