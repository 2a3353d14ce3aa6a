// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.ringpost.media.device.TestPattern;
import net.ringpost.media.statistics.RtpHeader;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures as our own encoder and sender make them, over lines that lose. */
@NullMarked
class Vp8AssemblerTest {
  @SuppressWarnings("ArrayRecordComponent")
  private record Sent(RtpHeader header, byte[] payload, int picture) {}

  private final Vp8Assembler assembler = new Vp8Assembler();
  private final List<byte[]> coded = new ArrayList<>();

  /** Encodes so many pictures, of which those are keyframes, and sends them. */
  private List<Sent> sent(int pictures, List<Integer> keys) {
    List<Sent> all = new ArrayList<>();
    VideoEnd.Line line =
        new VideoEnd.Line() {
          @Override
          public void onPacket(RtpHeader header, byte[] data, int length, long takenNanos) {
            byte[] payload = java.util.Arrays.copyOfRange(data, header.length(), length);
            all.add(new Sent(header, payload, coded.size()));
          }

          @Override
          public void askForKeyframe() {
            throw new AssertionError("nothing is received");
          }
        };
    TestPattern source = new TestPattern(() -> -10);
    Vp8Sender sender = new Vp8Sender(new Random(5), line);
    byte[] picture = new byte[TestPattern.pixels() * 3 / 2];
    try (Vp8Encoder encoder = new Vp8Encoder(source.width(), source.height(), 15)) {
      for (int i = 0; i < pictures; i++) {
        source.read(picture);
        byte[] one = encoder.encode(picture, keys.contains(i));
        sender.send(one, 96, 0);
        sender.advance(6000);
        coded.add(one);
      }
    }
    return all;
  }

  private List<EncodedFrame> received(List<Sent> packets) {
    List<EncodedFrame> pictures = new ArrayList<>();
    for (Sent p : packets) {
      RtpHeader h = p.header();
      EncodedFrame complete =
          assembler.add(h.ssrc(), h.sequence(), h.timestamp(), h.marker(), p.payload(), 9);
      if (complete != null) {
        pictures.add(complete);
      }
    }
    return pictures;
  }

  private static List<byte[]> data(List<EncodedFrame> pictures) {
    return pictures.stream().map(EncodedFrame::data).toList();
  }

  @Test
  void packetsInOrder_giveThePicturesAsTheyWereCoded() {
    List<Sent> packets = sent(20, List.of());
    assertThat(packets.size()).as("some take several packets").isGreaterThan(20);
    List<EncodedFrame> pictures = received(packets);
    assertThat(data(pictures)).containsExactlyElementsOf(coded);
    assertThat(pictures.getFirst().key()).isTrue();
    assertThat(pictures.getFirst().width()).isEqualTo(320);
    assertThat(pictures.getFirst().height()).isEqualTo(240);
    assertThat(pictures.get(1).key()).isFalse();
    assertThat(pictures.get(1).width()).isZero();
    assertThat(pictures.get(1).timestamp() - pictures.get(0).timestamp() & 0xFFFFFFFFL)
        .isEqualTo(6000);
    assertThat(assembler.needsKey()).isFalse();
  }

  @Test
  void beforeTheFirstKeyframe_thereIsNothing() {
    List<Sent> packets = sent(10, List.of(6));
    List<EncodedFrame> pictures = received(packets.stream().filter(p -> p.picture() > 2).toList());
    assertThat(data(pictures)).containsExactlyElementsOf(coded.subList(6, 10));
  }

  @Test
  void eachLoss_stopsThePictureUntilTheNextKeyframe() {
    List<Sent> packets = sent(12, List.of(8));
    for (int lost = 0; lost < packets.size(); lost++) {
      int picture = packets.get(lost).picture();
      List<Sent> rest = new ArrayList<>(packets);
      rest.remove(lost);
      Vp8Assembler fresh = new Vp8Assembler();
      List<byte[]> wanted = new ArrayList<>();
      for (int i = 0; i < coded.size(); i++) {
        boolean afterLoss = i >= picture && !(picture < 8 && i >= 8);
        if (!afterLoss) {
          wanted.add(coded.get(i));
        }
      }
      List<byte[]> got = new ArrayList<>();
      for (Sent p : rest) {
        RtpHeader h = p.header();
        EncodedFrame complete =
            fresh.add(h.ssrc(), h.sequence(), h.timestamp(), h.marker(), p.payload(), 9);
        if (complete != null) {
          got.add(complete.data());
        }
      }
      assertThat(got)
          .as("without packet %d of picture %d", lost, picture)
          .containsExactlyElementsOf(wanted);
    }
  }

  @Test
  void packetsThatOnlyProbeTheLine_areNoLoss() {
    List<Sent> packets = sent(3, List.of());
    List<EncodedFrame> pictures = new ArrayList<>();
    int shift = 0;
    for (Sent p : packets) {
      RtpHeader h = p.header();
      EncodedFrame complete =
          assembler.add(
              h.ssrc(), h.sequence() + shift & 0xFFFF, h.timestamp(), h.marker(), p.payload(), 9);
      if (complete != null) {
        pictures.add(complete);
        shift++;
        assertThat(
                assembler.add(
                    h.ssrc(), h.sequence() + shift & 0xFFFF, h.timestamp(), false, new byte[0], 9))
            .isNull();
      }
    }
    assertThat(data(pictures)).containsExactlyElementsOf(coded);
  }

  @Test
  void anotherStream_beginsWithAKeyframe() {
    List<Sent> packets = sent(4, List.of(2));
    assertThat(received(packets)).hasSize(4);
    List<EncodedFrame> other = new ArrayList<>();
    for (Sent p : packets.stream().filter(x -> x.picture() >= 1).toList()) {
      RtpHeader h = p.header();
      EncodedFrame complete =
          assembler.add(~h.ssrc(), h.sequence(), h.timestamp(), h.marker(), p.payload(), 9);
      if (complete != null) {
        other.add(complete);
      }
    }
    assertThat(data(other)).containsExactlyElementsOf(coded.subList(2, 4));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void anyBytes_giveNoPictureThatIsNotOne(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 50_000; i++) {
      byte[] payload = new byte[random.nextInt(30)];
      random.nextBytes(payload);
      EncodedFrame picture =
          assembler.add(
              1,
              random.nextInt(8) == 0 ? i + 5 : i & 0xFFFF,
              i / 3,
              random.nextBoolean(),
              payload,
              9);
      if (picture != null && picture.key()) {
        assertThat(EncodedFrame.isKey(picture.data())).isTrue();
      }
    }
  }
}
