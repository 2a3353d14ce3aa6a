// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullMarked
class RtcpFeedbackTest {
  private static final String REPORT = "80C90001" + "00000001";

  @Test
  void requests_areWrittenAsTheirRfcsWant() {
    HexFormat hex = HexFormat.of().withUpperCase();
    // RFC 4585 §6.1, §6.3.1
    assertThat(hex.formatHex(RtcpFeedback.pictureLoss(1, 0xABCDEF01)))
        .isEqualTo("81CE000200000001ABCDEF01");
    // RFC 5104 §4.3.1.1: the media source is 0, the stream is named in the entry
    assertThat(hex.formatHex(RtcpFeedback.fullIntra(1, 0xABCDEF01, 7)))
        .isEqualTo("84CE00040000000100000000ABCDEF0107000000");
  }

  @ParameterizedTest
  @CsvSource({
    "81CE0002_00000001_0000002A, true", // PLI
    "81CE0002_00000001_0000002B, false", // of another stream
    "84CE0004_00000001_00000000_0000002A_07000000, true", // FIR
    "84CE0006_00000001_00000000_00000063_01000000_0000002A_07000000, true", // its second entry
    "84CE0004_00000001_0000002A_00000063_07000000, false",
    "82CE0002_00000001_0000002A, false", // SLI
    "81CD0002_00000001_0000002A, false", // NACK
    "81CE0009_00000001_0000002A, false", // longer than it is
    "81CE0001_00000001, false",
  })
  void requestsForOurStream_areHeard(String hex, boolean wanted) {
    byte[] packet = HexFormat.of().parseHex(REPORT + hex.replace("_", ""));
    assertThat(RtcpFeedback.wantsKey(packet, packet.length, 42)).isEqualTo(wanted);
  }

  @Test
  void tornPackets_areReadWithoutHarm() {
    byte[] packet =
        HexFormat.of().parseHex(REPORT + "84CE0004" + "00000001000000000000002A07000000");
    for (int length = 0; length < packet.length; length++) {
      assertThat(RtcpFeedback.wantsKey(Arrays.copyOf(packet, length), length, 42)).isFalse();
    }
  }

  @Test
  void twoClocksOfOneSender_areBroughtIntoStep() {
    long second = 1L << 32;
    SenderReport pictures = new SenderReport(1, 100 * second, 0xFFFF_FF00L);
    SenderReport sound = new SenderReport(2, 102 * second + second / 2, 1000);
    // Half a second after its report, that is two seconds before that of the sound.
    long moment = (0xFFFF_FF00L + 45_000) & 0xFFFFFFFFL;
    assertThat(pictures.moment(moment, 90_000, sound, 48_000))
        .isEqualTo((1000 - 96_000) & 0xFFFFFFFFL);
    SenderReport elsewhere = new SenderReport(2, 0, 0);
    assertThat(new SenderReport(1, second * 200_000, 0).moment(0, 90_000, elsewhere, 48_000))
        .isEqualTo(-1);
  }
}
