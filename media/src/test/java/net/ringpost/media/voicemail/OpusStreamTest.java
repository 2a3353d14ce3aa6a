// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Random;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class OpusStreamTest {
  private static final Random RANDOM = new Random(5);

  private static byte[] packet(int length) {
    byte[] packet = new byte[length];
    RANDOM.nextBytes(packet);
    packet[0] = (byte) 0xF8;
    return packet;
  }

  @Test
  void packets_ofAnyLengthComeBackAsTheyWere() throws Exception {
    OpusStream stream = new OpusStream(3);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(stream.headers());
    java.util.List<byte[]> written = new java.util.ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      // 254 to 256 and 510: where the lacing of RFC 3533 §6 has its corners.
      int length = i % 50 == 0 ? 510 : i % 7 == 0 ? 254 + i % 3 : 1 + RANDOM.nextInt(1275);
      byte[] packet = packet(length);
      written.add(packet);
      stream.add(packet, 960);
      if (RANDOM.nextInt(30) == 0) {
        out.writeBytes(stream.pages());
      }
    }
    out.writeBytes(stream.end());
    OpusFile file = OpusFile.read(new ByteArrayInputStream(out.toByteArray()));
    assertThat(file.complete()).isTrue();
    assertThat(file.samples()).isEqualTo(2000 * 960 - OpusStream.PRE_SKIP);
    assertThat(file.packets()).hasSize(2000);
    for (int i = 0; i < 2000; i++) {
      assertThat(file.packets().get(i)).isEqualTo(written.get(i));
    }
  }

  @Test
  void stream_withoutPackets_isCompleteToo() throws Exception {
    OpusStream stream = new OpusStream(3);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(stream.headers());
    out.writeBytes(stream.end());
    OpusFile file = OpusFile.read(new ByteArrayInputStream(out.toByteArray()));
    assertThat(file.complete()).isTrue();
    assertThat(file.samples()).isZero();
  }

  @Test
  void packets_tellTheirDuration() {
    assertThat(OpusPackets.samples(new byte[] {(byte) 0xF8, 1})).isEqualTo(960);
    assertThat(OpusPackets.samples(new byte[] {(byte) 0xE0, 1})).isEqualTo(120);
    assertThat(OpusPackets.samples(new byte[] {0x18, 1})).isEqualTo(2880);
    assertThat(OpusPackets.samples(new byte[] {0x79, 1})).isEqualTo(1920);
    assertThat(OpusPackets.samples(new byte[] {(byte) 0xFB, 6, 1})).isEqualTo(5760);
    assertThat(OpusPackets.samples(new byte[] {(byte) 0xFB, 7, 1})).isZero();
    assertThat(OpusPackets.samples(new byte[] {})).isZero();
  }

  @Test
  void silence_isDigitalSilenceOfItsLength() {
    for (int samples = 120; samples <= 960; samples *= 2) {
      byte[] packet = OpusPackets.silence(samples);
      assertThat(OpusPackets.samples(packet)).isEqualTo(samples);
      short[] pcm =
          Coding.decode(java.util.List.of(new Frame(packet, samples))).findFirst().orElseThrow();
      assertThat(pcm).hasSize(samples).containsOnly((short) 0);
    }
  }
}
