// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.ringpost.media.statistics.RtpHeader;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 4733, both ways. */
@NullMarked
class DigitsTest {
  private static final int PT = 101;

  /** What is sent while the keys are pressed: event packets, null where audio goes. */
  private static List<byte @Nullable []> sent(
      String keys, int millis, int eventRate, int audioRate) {
    DigitSender sender = new DigitSender(PT, eventRate, audioRate);
    keys.chars().forEach(key -> sender.press((char) key, millis));
    RtpWriter writer = new RtpWriter(new Random(1));
    List<byte @Nullable []> packets = new ArrayList<>();
    for (int i = 0; i < keys.length() * (millis / 20 + 10); i++) {
      packets.add(sender.instead(writer.next(0)));
      writer.advance(audioRate / 50);
    }
    return packets;
  }

  private static List<byte[]> events(List<byte @Nullable []> sent) {
    List<byte[]> events = new ArrayList<>();
    for (byte[] packet : sent) {
      if (packet != null) {
        events.add(packet);
      }
    }
    return events;
  }

  private static String heard(List<byte[]> packets) {
    DigitReceiver receiver = new DigitReceiver();
    StringBuilder heard = new StringBuilder();
    for (byte[] packet : packets) {
      RtpHeader header = Objects.requireNonNull(RtpHeader.read(packet, packet.length));
      char key = receiver.onPacket(header, packet, packet.length);
      if (key != 0) {
        heard.append(key);
      }
    }
    return heard.toString();
  }

  private static int duration(byte[] packet) {
    return (packet[14] & 0xFF) << 8 | (packet[15] & 0xFF);
  }

  private static long timestamp(byte[] packet) {
    RtpHeader header = RtpHeader.read(packet, packet.length);
    return header == null ? -1 : header.timestamp();
  }

  private static boolean end(byte[] packet) {
    return (packet[13] & 0x80) != 0;
  }

  @Test
  void key_isOneEventThatGrowsAndEndsThreeTimes() {
    List<byte[]> packets = events(sent("5", 100, 8000, 8000));
    assertThat(packets).hasSize(5 + 3);
    assertThat(packets)
        .extracting(DigitsTest::duration)
        .containsExactly(0, 160, 320, 480, 640, 800, 800, 800);
    assertThat(packets)
        .extracting(DigitsTest::end)
        .containsExactly(false, false, false, false, false, true, true, true);
    assertThat(packets).extracting(DigitsTest::timestamp).containsOnly(timestamp(packets.get(0)));
    assertThat(packets).allMatch(p -> p[12] == 5 && (p[1] & 0x7F) == PT);
    assertThat(packets)
        .extracting(p -> (p[1] & 0x80) != 0)
        .containsExactly(true, false, false, false, false, false, false, false);
  }

  @Test
  void twoKeys_areApart() {
    List<byte @Nullable []> sent = sent("11", 100, 8000, 8000);
    assertThat(sent.subList(8, 11)).containsOnlyNulls();
    assertThat(heard(events(sent))).isEqualTo("11");
  }

  @ParameterizedTest
  @CsvSource({"8000,8000", "48000,48000", "8000,48000"})
  void allKeys_areHeardOnce(int eventRate, int audioRate) {
    String keys = "0123456789*#ABCD";
    assertThat(heard(events(sent(keys, 60, eventRate, audioRate)))).isEqualTo(keys);
  }

  /** At 48 kHz a duration of 16 bits has room for 1.36 s. */
  @ParameterizedTest
  @CsvSource({"48000,48000", "8000,48000", "8000,8000"})
  void longKey_isSentInSegmentsAndHeardOnce(int eventRate, int audioRate) {
    List<byte[]> packets = events(sent("7", 5000, eventRate, audioRate));
    assertThat(heard(packets)).isEqualTo("7");
    byte[] last = packets.getLast();
    long whole = (timestamp(last) - timestamp(packets.getFirst())) * eventRate / audioRate;
    assertThat(whole + duration(last)).isEqualTo(5L * eventRate);
    assertThat(packets).filteredOn(DigitsTest::end).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void losses_doNotLoseKeys(long seed) {
    Random random = new Random(seed);
    List<byte[]> packets = events(sent("314159", 100, 8000, 8000));
    packets.removeIf(p -> random.nextInt(3) == 0);
    assertThat(heard(packets)).isEqualTo("314159");
  }

  @Test
  void overtakenEnd_isNotANewKey() {
    List<byte[]> packets = events(sent("12", 60, 8000, 8000));
    byte[] endOfFirst = packets.get(5);
    packets.add(8, endOfFirst);
    assertThat(heard(packets)).isEqualTo("12");
  }

  @Test
  void otherEventsAndShortPackets_areIgnored() {
    byte[] packet = events(sent("1", 60, 8000, 8000)).getFirst();
    packet[12] = 70;
    assertThat(heard(List.of(packet))).isEmpty();
    assertThat(heard(List.of(java.util.Arrays.copyOf(packet, 14)))).isEmpty();
  }

  @Test
  void noKey_isRefused() {
    assertThatThrownBy(() -> new DigitSender(PT, 8000, 8000).press('x', 100))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
