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
  private static final int ALL = TelephoneEvents.ALL_KEYS;
  private static final long FRAME = 20_000_000;

  /** What is sent while the keys are pressed: event packets, null where audio goes. */
  private static List<byte @Nullable []> sent(
      String keys, int millis, int eventRate, int audioRate) {
    DigitSender sender = new DigitSender(PT, eventRate, audioRate, ALL);
    keys.chars().forEach(key -> sender.press((char) key, millis));
    RtpWriter writer = new RtpWriter(new Random(1));
    List<byte @Nullable []> packets = new ArrayList<>();
    for (int i = 0; i < keys.length() * (millis / 20 + 20); i++) {
      packets.add(sender.instead(writer.next(0), audioRate / 50));
      writer.advance(audioRate / 50);
    }
    return packets;
  }

  /** A packet of one key, of 160 ms until now. */
  private static byte[] event(int ssrc, int sequence, long timestamp, int event) {
    byte[] packet = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) event, 10, 0, (byte) 160};
    new RtpHeader(PT, false, sequence & 0xFFFF, timestamp & 0xFFFFFFFFL, ssrc, 12).write(packet);
    return packet;
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
    long now = 0;
    for (byte[] packet : packets) {
      heard.append(heard(receiver, packet, now));
      now += FRAME;
    }
    return heard.toString();
  }

  private static String heard(DigitReceiver receiver, byte[] packet, long now) {
    RtpHeader header = Objects.requireNonNull(RtpHeader.read(packet, packet.length));
    return receiver.onPacket(header, packet, packet.length, now);
  }

  private static int duration(byte[] packet) {
    return (packet[14] & 0xFF) << 8 | (packet[15] & 0xFF);
  }

  private static long timestamp(byte[] packet) {
    RtpHeader header = RtpHeader.read(packet, packet.length);
    return header == null ? -1 : header.timestamp();
  }

  private static boolean marker(byte[] packet) {
    return (packet[1] & 0x80) != 0;
  }

  private static boolean end(byte[] packet) {
    return (packet[13] & 0x80) != 0;
  }

  @Test
  void key_isOneEventThatGrowsAndEndsThreeTimes() {
    List<byte[]> packets = events(sent("5", 100, 8000, 8000));
    assertThat(packets).hasSize(4 + 3);
    assertThat(packets)
        .extracting(DigitsTest::duration)
        .containsExactly(160, 320, 480, 640, 800, 800, 800);
    assertThat(packets)
        .extracting(DigitsTest::end)
        .containsExactly(false, false, false, false, true, true, true);
    assertThat(packets).extracting(DigitsTest::timestamp).containsOnly(timestamp(packets.get(0)));
    assertThat(packets).allMatch(p -> p[12] == 5 && (p[1] & 0x7F) == PT);
    assertThat(packets)
        .extracting(p -> (p[1] & 0x80) != 0)
        .containsExactly(true, false, false, false, false, false, false);
  }

  @Test
  void twoKeys_areApart() {
    List<byte @Nullable []> sent = sent("11", 100, 8000, 8000);
    assertThat(sent.subList(7, 10)).containsOnlyNulls();
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
    assertThat(packets).filteredOn(DigitsTest::marker).hasSize(1);
    // RFC 4733 §2.5.1.3, §2.5.1.4: each full segment tells the longest duration, three times.
    assertThat(packets)
        .filteredOn(p -> duration(p) == 0xFFFF)
        .hasSize(3 * (5 * eventRate / 0xFFFF))
        .noneMatch(DigitsTest::end);
    assertThat(packets).noneMatch(p -> duration(p) == 0);
  }

  /** RFC 4733 §2.3.5: a sender must not tell a duration of zero, and a receiver ignores it. */
  @ParameterizedTest
  @CsvSource({"8000,8000", "48000,48000", "8000,48000"})
  void duration_isNeverZero(int eventRate, int audioRate) {
    assertThat(events(sent("0123456789*#ABCD", 60, eventRate, audioRate)))
        .noneMatch(p -> duration(p) == 0);
    byte[] zero = event(1, 10, 5000, 3);
    zero[15] = 0;
    assertThat(heard(List.of(zero))).isEmpty();
    assertThat(heard(List.of(zero, event(1, 11, 5000, 3)))).isEqualTo("3");
  }

  @Test
  void keyThatThePeerDoesNotTake_isNotSent() {
    DigitSender sender = new DigitSender(PT, 8000, 8000, 0x3FF);
    assertThat(sender.press('#', 100)).isFalse();
    assertThat(sender.instead(new RtpWriter(new Random(1)).next(0), 160)).isNull();
    assertThat(sender.press('9', 100)).isTrue();
    assertThat(sender.instead(new RtpWriter(new Random(1)).next(0), 160)).isNotNull();
  }

  /** After key 1 another stream, or the same with other numbers; its times are lower. */
  @ParameterizedTest
  @CsvSource({"2,7,1000", "2,60000,1000", "2,101,899999", "1,7000,1000", "1,9700,500000"})
  void keysOfAnotherStream_areHeard(int ssrc, int sequence, long timestamp) {
    List<byte[]> packets = new ArrayList<>(List.of(event(1, 10_000, 900_000, 1)));
    for (int i = 0; i < 3; i++) {
      int event = new int[] {2, 3, 11}[i];
      packets.add(event(ssrc, sequence + 20 * i, timestamp + 3200L * i, event));
      packets.add(event(ssrc, sequence + 20 * i + 1, timestamp + 3200L * i, event));
    }
    assertThat(heard(packets)).isEqualTo("123#");
  }

  @Test
  void sameKeyAtTheSameTimestampInAnotherStream_isHeard() {
    assertThat(heard(List.of(event(1, 10, 500, 1), event(2, 10, 500, 1)))).isEqualTo("11");
  }

  @Test
  void keyLongAfterOneThatNeverEnded_isHeard() {
    DigitReceiver receiver = new DigitReceiver();
    byte[] first = event(1, 10, 1000, 4);
    first[14] = (byte) 0xF0;
    assertThat(heard(receiver, first, 0)).isEqualTo("4");
    // Only its end comes, late.
    assertThat(heard(receiver, event(1, 11, 1000, 4), 3_000_000_000L)).isEmpty();
    assertThat(heard(receiver, event(1, 400, 70_000, 4), 9_000_000_000L)).isEqualTo("4");
  }

  /** RFC 4733 §2.5.1.5. */
  @Test
  void severalInOnePacket_areHeardOnceEach() {
    byte[] both = java.util.Arrays.copyOf(event(1, 10, 1000, 4), 20);
    System.arraycopy(new byte[] {7, 10, 0, (byte) 160}, 0, both, 16, 4);
    byte[] again = both.clone();
    again[3] = 11;
    again[19] = (byte) 200;
    assertThat(heard(List.of(both, again, event(1, 12, 1160, 7)))).isEqualTo("47");
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
    byte[] endOfFirst = packets.get(4);
    packets.add(7, endOfFirst);
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
    assertThatThrownBy(() -> new DigitSender(PT, 8000, 8000, ALL).press('x', 100))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
