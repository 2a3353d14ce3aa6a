// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Two sessions report to each other over a line of known delay, in virtual time. */
@NullMarked
class RtcpSessionTest {
  private static final long MILLI = 1_000_000;
  private final RtcpSession a = new RtcpSession("a", 0, 1_790_000_000_000L, 0);
  private final RtcpSession b = new RtcpSession("b", 0, 1_600_000_000_000L, 5000 * MILLI);

  private static RtpHeader packet(int ssrc, int number) {
    return new RtpHeader(0, false, number & 0xFFFF, number * 160L, ssrc, 12);
  }

  private static byte[] report(RtcpSession from, long nowNanos) {
    return from.report(nowNanos);
  }

  @Test
  void nothingToReport_isAnEmptyReportWithTheName() {
    byte[] report = a.report(0);
    // RFC 3550 §6.4.2, §6.5: RR without a block, SDES with one item.
    assertThat(report).startsWith(0x80, 201, 0, 1).hasSize(8 + 12);
    assertThat(report).containsSequence(0x81, 202);
    RtcpReports read = Objects.requireNonNull(RtcpReports.read(report, report.length));
    assertThat(read.blocks()).isEmpty();
    assertThat(read.senders()).isEmpty();
    b.onRtcp(report, report.length, 1);
    assertThat(b.take().roundTripMillis()).isNaN();
  }

  @Test
  void roundTrip_isTheTimeLessWhatThePeerKeptIt() {
    a.onSent(packet(1, 0), 172, 8000, 0);
    b.onReceived(packet(1, 0), 8000, 30 * MILLI);
    byte[] first = report(a, 1000 * MILLI);
    b.onRtcp(first, first.length, 1030 * MILLI);
    byte[] second = report(b, 1530 * MILLI);
    a.onRtcp(second, second.length, 1575 * MILLI);
    // 30 ms there, 45 ms back; the 500 ms between do not count.
    assertThat(a.take().roundTripMillis()).isCloseTo(75, within(0.1));
    assertThat(b.take().roundTripMillis()).isNaN();
  }

  @Test
  void loss_isReportedToTheSender() {
    for (int i = 0; i < 100; i++) {
      a.onSent(packet(1, i), 172, 8000, i * 20L * MILLI);
      if (i % 4 != 1) {
        b.onReceived(packet(1, i), 8000, (i * 20L + 10) * MILLI);
      }
    }
    byte[] report = report(b, 2100 * MILLI);
    a.onRtcp(report, report.length, 2110 * MILLI);
    assertThat(a.take().remoteLossFraction()).isCloseTo(0.25, within(0.01));
    RtcpSession.Counts counts = b.take();
    assertThat(counts.packetsReceived()).isEqualTo(75);
    assertThat(counts.packetsLost()).isEqualTo(25);
    assertThat(counts.lossFraction()).isCloseTo(0.25, within(0.01));
    assertThat(b.take().lossFraction()).isZero();
    assertThat(a.take().packetsSent()).isEqualTo(100);
  }

  /** RFC 3550 §6.4.1, §6.5: byte by byte. */
  @Test
  void senderReport_hasTheFormOfTheRfc() {
    a.onSent(packet(0x01020304, 3), 172, 8000, 0);
    a.onReceived(packet(9, 1), 8000, 0);
    byte[] report = report(a, 500 * MILLI);
    assertThat(report[0] & 0xFF).isEqualTo(0x81);
    assertThat(report[1] & 0xFF).isEqualTo(200);
    assertThat(RtpHeader.u16(report, 2)).isEqualTo(12);
    assertThat(RtpHeader.u32(report, 4)).isEqualTo(0x01020304);
    assertThat(RtpHeader.u32(report, 8)).isEqualTo(1_790_000_000L + 2_208_988_800L);
    assertThat(RtpHeader.u32(report, 12)).isCloseTo(1L << 31, within(1L << 12));
    // The RTP time of the same moment: 500 ms of 8000 after the packet.
    assertThat(RtpHeader.u32(report, 16)).isEqualTo(3 * 160 + 4000);
    assertThat(RtpHeader.u32(report, 20)).isEqualTo(1);
    assertThat(RtpHeader.u32(report, 24)).isEqualTo(160);
    assertThat(RtpHeader.u32(report, 28)).isEqualTo(9);
    assertThat(report[53] & 0xFF).isEqualTo(202);
    assertThat(report.length % 4).isZero();
    assertThat(4 * (RtpHeader.u16(report, 54) + 1)).isEqualTo(report.length - 52);
  }

  @Test
  void anotherStream_beginsAnotherCount() {
    b.onReceived(packet(1, 0), 8000, 0);
    b.onReceived(packet(1, 10), 8000, 20 * MILLI);
    b.onReceived(packet(2, 500), 8000, 40 * MILLI);
    assertThat(b.take().packetsLost()).isZero();
    assertThat(b.take().packetsReceived()).isEqualTo(1);
  }

  @Test
  void garbage_isIgnored() {
    Random random = new Random(1);
    a.onSent(packet(1, 0), 172, 8000, 0);
    for (int i = 0; i < 10_000; i++) {
      byte[] garbage = new byte[random.nextInt(0, 120)];
      random.nextBytes(garbage);
      if (garbage.length > 1) {
        garbage[0] = (byte) (0x80 | (garbage[0] & 0x1F));
        garbage[1] = (byte) (200 + random.nextInt(4));
      }
      a.onRtcp(garbage, garbage.length, i);
    }
    assertThat(a.take().packetsSent()).isEqualTo(1);
  }
}
