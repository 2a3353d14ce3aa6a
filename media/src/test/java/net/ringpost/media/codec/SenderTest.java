// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import net.ringpost.media.device.Pcm;
import net.ringpost.media.device.ToneSource;
import net.ringpost.media.statistics.RtpHeader;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How long packets are: RFC 8866 §6.4, §6.5. */
@NullMarked
class SenderTest {
  private final List<byte[]> sent = new ArrayList<>();
  private final ToneSource tone = new ToneSource(400, 0.5);
  private final short[] frame = new short[Pcm.FRAME];

  private Sender sender(AudioCodec codec, int packetMillis) {
    TelephoneEvents keys = new TelephoneEvents(101, codec.clockRate(), TelephoneEvents.ALL_KEYS);
    AudioFormatChoice format =
        new AudioFormatChoice(codec, 96, 96, keys, Set.of(101), 0, packetMillis);
    return new Sender(
        format,
        new Random(1),
        new AudioEnd.Line() {
          @Override
          public void onPacket(RtpHeader header, byte[] data, int length) {
            sent.add(Arrays.copyOf(data, length));
          }

          @Override
          public void onDigit(char digit) {}

          @Override
          public void later(Runnable task) {}
        });
  }

  private void speak(Sender sender, int frames) {
    for (int i = 0; i < frames; i++) {
      tone.read(frame);
      sender.send(frame);
    }
  }

  private RtpHeader header(int index) {
    byte[] packet = sent.get(index);
    return Objects.requireNonNull(RtpHeader.read(packet, packet.length));
  }

  @ParameterizedTest
  @CsvSource({"PCMU,10,24", "PCMA,20,12", "PCMU,30,8", "PCMU,40,6", "PCMA,60,4"})
  void packets_areAsLongAsThePeerWishes(AudioCodec codec, int millis, int packets) {
    List<byte[]> usual = new ArrayList<>();
    try (Sender sender = sender(codec, 20)) {
      speak(sender, 12);
      sent.forEach(p -> usual.add(Arrays.copyOfRange(p, RtpWriter.HEADER, p.length)));
    }
    sent.clear();
    ToneSource again = new ToneSource(400, 0.5);
    try (Sender sender = sender(codec, millis)) {
      for (int i = 0; i < 12; i++) {
        again.read(frame);
        sender.send(frame);
      }
    }
    assertThat(sent).hasSize(packets);
    for (int i = 0; i < packets; i++) {
      assertThat(sent.get(i)).hasSize(RtpWriter.HEADER + 8 * millis);
      assertThat(header(i).timestamp())
          .isEqualTo((header(0).timestamp() + 8L * millis * i) & 0xFFFFFFFFL);
      assertThat(header(i).sequence()).isEqualTo(header(0).sequence() + i);
    }
    assertThat(joined(sent.stream().map(p -> Arrays.copyOfRange(p, 12, p.length)).toList()))
        .as("the same sound")
        .isEqualTo(joined(usual));
  }

  private static List<Byte> joined(List<byte[]> parts) {
    List<Byte> all = new ArrayList<>();
    for (byte[] part : parts) {
      for (byte b : part) {
        all.add(b);
      }
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource({"10,24,480", "20,12,960", "40,12,960"})
  void opus_isNeverLongerThanThePeerTakes(int millis, int packets, int ticks) {
    try (Sender sender = sender(AudioCodec.OPUS, millis);
        SpeechDecoder decoder = SpeechDecoder.of(AudioCodec.OPUS)) {
      speak(sender, 12);
      assertThat(sent).hasSize(packets);
      short[] room = new short[SpeechDecoder.LONGEST];
      for (int i = 0; i < packets; i++) {
        byte[] packet = sent.get(i);
        assertThat(decoder.decode(Arrays.copyOfRange(packet, 12, packet.length), room))
            .isEqualTo(ticks);
        assertThat(header(i).timestamp())
            .isEqualTo((header(0).timestamp() + (long) ticks * i) & 0xFFFFFFFFL);
      }
    }
  }

  @Test
  void pause_leavesTheTimeOut() {
    try (Sender sender = sender(AudioCodec.PCMU, 40)) {
      speak(sender, 3);
      sender.skip();
      speak(sender, 2);
      assertThat(sent).hasSize(2);
      assertThat(header(1).timestamp()).isEqualTo((header(0).timestamp() + 160 * 4) & 0xFFFFFFFFL);
      assertThat(header(1).marker()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"10", "20", "40", "60"})
  void key_takesTheRoomOfWholePackets(int millis) {
    try (Sender sender = sender(AudioCodec.PCMU, millis)) {
      assertThat(sender.press('5', 120)).isTrue();
      speak(sender, 30);
      List<Integer> durations =
          sent.stream()
              .filter(p -> (p[1] & 0x7F) == 101)
              .map(p -> (p[14] & 0xFF) << 8 | (p[15] & 0xFF))
              .toList();
      assertThat(durations).startsWith(8 * millis).endsWith(960, 960, 960).doesNotContain(0);
      assertThat(durations).hasSize(120 / millis + 2);
    }
  }
}
