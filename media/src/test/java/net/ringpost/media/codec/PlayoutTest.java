// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import net.ringpost.media.device.Pcm;
import net.ringpost.media.device.ToneSource;
import net.ringpost.media.statistics.LevelMeter;
import net.ringpost.media.statistics.RtpHeader;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A tone by packets, in virtual time. */
@NullMarked
class PlayoutTest {
  private static final double LOUD = -12;

  private final ToneSource tone = new ToneSource(400, 0.5);
  private final short[] frame = new short[Pcm.FRAME];

  private static double level(short[] frame) {
    LevelMeter meter = new LevelMeter();
    meter.add(frame);
    return meter.take();
  }

  /** Encodes the next 20 ms and gives it to the playout, unless it gets lost. */
  private void pass(RtpWriter writer, SpeechEncoder encoder, AudioCodec codec, Playout playout) {
    byte[] packet = packet(writer, encoder, codec);
    RtpHeader header = Objects.requireNonNull(RtpHeader.read(packet, packet.length));
    playout.put(header, packet, packet.length);
  }

  private byte[] packet(RtpWriter writer, SpeechEncoder encoder, AudioCodec codec) {
    byte[] room = new byte[RtpWriter.HEADER + SpeechEncoder.LONGEST];
    tone.read(frame);
    RtpHeader header = writer.next(codec.payloadType());
    header.write(room);
    writer.advance(codec.clockRate() / 50);
    return Arrays.copyOf(room, RtpWriter.HEADER + encoder.encode(frame, room, RtpWriter.HEADER));
  }

  @ParameterizedTest
  @EnumSource
  void singleLosses_areNotHeard(AudioCodec codec) {
    RtpWriter writer = new RtpWriter(new Random(1));
    try (Playout playout = new Playout(codec);
        SpeechEncoder encoder = SpeechEncoder.of(codec, 0)) {
      int heard = 0;
      for (int i = 0; i < 200; i++) {
        if (i % 10 == 7) {
          packet(writer, encoder, codec);
        } else {
          pass(writer, encoder, codec, playout);
        }
        if (playout.pull(frame, 0) && ++heard > 2) {
          assertThat(level(frame)).as("frame %d", i).isBetween(LOUD, -6.0);
        }
      }
      assertThat(heard).isGreaterThan(190);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anotherStream_isFollowed(AudioCodec codec) {
    try (Playout playout = new Playout(codec);
        SpeechEncoder encoder = SpeechEncoder.of(codec, 0)) {
      int quiet = 0;
      for (int stream = 0; stream < 3; stream++) {
        RtpWriter writer = new RtpWriter(new Random(stream));
        for (int i = 0; i < 50; i++) {
          pass(writer, encoder, codec, playout);
          quiet += playout.pull(frame, 0) && level(frame) > LOUD ? 0 : 1;
        }
      }
      assertThat(quiet).isLessThan(3 * 8);
    }
  }

  /** Its time begins where that of the first began, so that its packets look late. */
  @ParameterizedTest
  @EnumSource
  void anotherStreamOfAnEarlierTime_isFollowed(AudioCodec codec) {
    try (Playout playout = new Playout(codec);
        SpeechEncoder encoder = SpeechEncoder.of(codec, 0)) {
      int quiet = 0;
      for (int i = 0; i < 100; i++) {
        byte[] packet = packet(new RtpWriter(new Random(1)), encoder, codec);
        long time = i % 50 * (codec.clockRate() / 50L);
        RtpHeader header = new RtpHeader(0, false, i, time, 1 + i / 50, RtpWriter.HEADER);
        playout.put(header, packet, packet.length);
        quiet += playout.pull(frame, 0) && level(frame) > LOUD ? 0 : 1;
      }
      assertThat(quiet).isLessThan(2 * 8);
    }
  }

  @ParameterizedTest
  @EnumSource
  void burst_isCaughtUpWith(AudioCodec codec) {
    RtpWriter writer = new RtpWriter(new Random(1));
    try (Playout playout = new Playout(codec);
        SpeechEncoder encoder = SpeechEncoder.of(codec, 0)) {
      for (int i = 0; i < 40; i++) {
        pass(writer, encoder, codec, playout);
      }
      assertThat(playout.waitingMillis()).isEqualTo(800);
      for (int i = 0; i < 50; i++) {
        pass(writer, encoder, codec, playout);
        assertThat(playout.pull(frame, 0)).isTrue();
      }
      assertThat(playout.waitingMillis()).isLessThanOrEqualTo(320);
    }
  }

  @ParameterizedTest
  @EnumSource
  void ownLateness_isNotTakenForABurst(AudioCodec codec) {
    RtpWriter writer = new RtpWriter(new Random(1));
    try (Playout playout = new Playout(codec);
        SpeechEncoder encoder = SpeechEncoder.of(codec, 0)) {
      for (int i = 0; i < 40; i++) {
        pass(writer, encoder, codec, playout);
      }
      // The clock was held up by 700 ms and asks for all of it now.
      for (int i = 0; i < 35; i++) {
        assertThat(playout.pull(frame, 700 - 20 * i)).isTrue();
      }
      assertThat(playout.waitingMillis()).isEqualTo(100);
    }
  }

  @ParameterizedTest
  @EnumSource
  void brokenPackets_harmNothing(AudioCodec codec) {
    Random random = new Random(7);
    try (Playout playout = new Playout(codec)) {
      for (int i = 0; i < 3000; i++) {
        byte[] packet = new byte[random.nextInt(12, 400)];
        random.nextBytes(packet);
        packet[0] = (byte) (0x80 | (packet[0] & 0x3F));
        RtpHeader header = RtpHeader.read(packet, packet.length);
        if (header != null) {
          RtpHeader same =
              new RtpHeader(0, false, i, i * 100L, 1, Math.min(header.length(), packet.length));
          playout.put(same, packet, packet.length);
        }
        playout.pull(frame, 0);
      }
      assertThat(playout.waitingMillis()).isLessThan(2000);
    }
  }

  /** The same stream with lower numbers, and with times that are lower by as much. */
  @ParameterizedTest
  @ValueSource(ints = {20, 101, 150, 300, 1000, 3001})
  void numbersAndTimesThatBeginAnew_areFollowed(int back) {
    AudioCodec codec = AudioCodec.PCMU;
    try (Playout playout = new Playout(codec);
        SpeechEncoder encoder = SpeechEncoder.of(codec, 0)) {
      RtpWriter writer = new RtpWriter(new Random(1));
      int quiet = 0;
      for (int i = 0; i < 200; i++) {
        byte[] packet = packet(writer, encoder, codec);
        RtpHeader sent = Objects.requireNonNull(RtpHeader.read(packet, packet.length));
        int numbers = i < 100 || back < 100 ? 0 : back;
        int times = i < 100 ? 0 : back * 160;
        new RtpHeader(
                0,
                false,
                (sent.sequence() - numbers) & 0xFFFF,
                (sent.timestamp() - times) & 0xFFFFFFFFL,
                9,
                12)
            .write(packet);
        RtpHeader header = Objects.requireNonNull(RtpHeader.read(packet, packet.length));
        playout.put(header, packet, packet.length);
        quiet += playout.pull(frame, 0) && level(frame) > LOUD ? 0 : 1;
      }
      // The first 80 ms are waited for at each beginning.
      assertThat(quiet).isLessThanOrEqualTo(10);
    }
  }
}
