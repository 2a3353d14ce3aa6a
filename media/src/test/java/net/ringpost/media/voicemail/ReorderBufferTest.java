// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.voicemail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.ringpost.media.codec.AudioCodec;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class ReorderBufferTest {
  private static final long MILLI = 1_000_000;

  private final ReorderBuffer<QueuedPacket> reorder = new ReorderBuffer<>();

  private static QueuedPacket packet(int ssrc, int number, long millis) {
    return new QueuedPacket(
        AudioCodec.OPUS,
        ssrc,
        number & 0xFFFF,
        number * 960L & 0xFFFFFFFFL,
        new byte[] {1},
        millis * MILLI);
  }

  private List<Integer> take(long millis) {
    return reorder.take(millis * MILLI).stream().map(QueuedPacket::sequence).toList();
  }

  @Test
  void packetsInOrder_areTakenWithoutWaitingOnceBegun() {
    reorder.add(packet(1, 10, 0));
    assertThat(take(100)).isEmpty();
    assertThat(take(200)).containsExactly(10);
    reorder.add(packet(1, 11, 201));
    assertThat(take(201)).containsExactly(11);
  }

  @Test
  void missingPacket_isWaitedForAndThenGivenUp() {
    reorder.add(packet(1, 10, 0));
    reorder.add(packet(1, 12, 40));
    assertThat(take(200)).containsExactly(10);
    reorder.add(packet(1, 11, 230));
    assertThat(take(230)).containsExactly(11, 12);
    reorder.add(packet(1, 14, 300));
    assertThat(take(499)).isEmpty();
    assertThat(take(500)).containsExactly(14);
    reorder.add(packet(1, 13, 501));
    reorder.add(packet(1, 14, 502));
    assertThat(take(2000)).isEmpty();
  }

  @Test
  void numbers_wrapAround() {
    for (int i = 65_530; i < 65_545; i++) {
      reorder.add(packet(1, i, i));
    }
    assertThat(take(70_000)).hasSize(15).endsWith(7, 8);
  }

  @Test
  void anotherStream_comesBehindTheFirstWithItsStragglers() {
    reorder.add(packet(1, 10, 0));
    reorder.add(packet(2, 500, 10));
    reorder.add(packet(1, 11, 15));
    reorder.add(packet(2, 501, 30));
    reorder.add(packet(2, 502, 50));
    reorder.add(packet(2, 503, 70));
    assertThat(take(300)).containsExactly(10, 11, 500, 501, 502, 503);
    reorder.add(packet(1, 12, 310));
    reorder.add(packet(2, 504, 320));
    assertThat(take(600)).containsExactly(504);
  }

  @Test
  void streamBesideTheFirst_isNotHeard() {
    for (int i = 0; i < 100; i++) {
      reorder.add(packet(1, i, i * 20L));
      reorder.add(packet(2, 500 + i, i * 20L + 1));
    }
    assertThat(take(3000)).hasSize(100).allMatch(n -> n < 100);
  }

  /** RFC 3550 A.1: more than 100 behind, two in order. */
  @ParameterizedTest
  @ValueSource(ints = {101, 102, 300, 1000, 2999, 3001, 20_000, 60_000, -3000, -20_000})
  void numbersThatBeginAnew_areFollowedFromTheirFirst(int back) {
    List<Integer> wanted = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      wanted.add(10_000 + i);
      reorder.add(packet(1, 10_000 + i, i * 20L));
    }
    int again = 10_250 - back;
    for (int i = 0; i < 2; i++) {
      wanted.add((again + i) & 0xFFFF);
      reorder.add(packet(1, again + i, 9000 + i * 20L));
    }
    assertThat(take(9300)).containsExactlyElementsOf(wanted);
  }

  @Test
  void numbersThatBeginAnewABitLower_areNotTakenForLateOnes() {
    for (int i = 0; i < 250; i++) {
      reorder.add(packet(1, 10_000 + i, i * 20L));
    }
    assertThat(take(5300)).hasSize(250);
    for (int i = 0; i < 150; i++) {
      reorder.add(packet(1, 10_200 + i, 9000 + i * 20L));
    }
    assertThat(take(20_000)).hasSize(150).startsWith(10_200, 10_201).endsWith(10_348, 10_349);
  }

  @Test
  void heldUpPacketsInABurst_areLateOnes() {
    for (int i = 0; i < 250; i++) {
      if (i < 200 || i >= 220) {
        reorder.add(packet(1, 10_000 + i, i * 20L));
      }
    }
    assertThat(take(9000)).hasSize(230);
    for (int i = 200; i < 220; i++) {
      reorder.add(packet(1, 10_000 + i, 9001));
    }
    reorder.add(packet(1, 10_250, 9020));
    assertThat(take(9020)).containsExactly(10_250);
  }

  @Test
  void missingPacketBehindALateDouble_isPutInItsPlace() {
    for (int i = 0; i < 10; i++) {
      reorder.add(packet(1, i, i * 20L));
    }
    assertThat(take(400)).hasSize(10);
    reorder.add(packet(1, 11, 410));
    reorder.add(packet(1, 9, 412));
    reorder.add(packet(1, 10, 415));
    assertThat(take(420)).containsExactly(10, 11);
  }

  @Test
  void singleNumberOutOfPlace_isDropped() {
    for (int i = 0; i < 50; i++) {
      reorder.add(packet(1, 5000 + i, i * 20L));
      if (i % 10 == 3) {
        reorder.add(packet(1, 4000 + i, i * 20L + 1));
      }
    }
    assertThat(take(5000)).hasSize(50).allMatch(n -> n >= 5000);
  }

  /** A sender that leaves silence out says little; its new numbers hold all the same. */
  @Test
  void fewPacketsFarApart_ofANewSequence_areFollowed() {
    for (int i = 0; i < 50; i++) {
      reorder.add(packet(1, 5000 + i, i * 20L));
    }
    assertThat(take(1500)).hasSize(50);
    reorder.add(packet(1, 700, 4000));
    reorder.add(packet(1, 701, 4800));
    assertThat(take(6000)).containsExactly(700, 701);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void jitterOf60Millis_lossAndDoubles_leaveOrderAndNoFurtherLoss(long seed) {
    Random random = new Random(seed);
    List<QueuedPacket> sent = new ArrayList<>();
    IntStream.range(65_000, 66_000)
        .forEach(
            i -> {
              int copies = random.nextInt(100) < 5 ? 0 : random.nextInt(100) < 10 ? 2 : 1;
              for (int c = 0; c < copies; c++) {
                sent.add(packet(9, i, (i - 65_000) * 20L + random.nextInt(120)));
              }
            });
    List<Integer> wanted = sent.stream().map(QueuedPacket::sequence).distinct().toList();
    sent.sort(Comparator.comparingLong(QueuedPacket::nowNanos));
    List<Integer> taken = new ArrayList<>();
    int at = 0;
    for (long millis = 0; millis < 22_000; millis += 400) {
      while (at < sent.size() && sent.get(at).nowNanos() <= millis * MILLI) {
        reorder.add(sent.get(at++));
      }
      taken.addAll(take(millis));
    }
    assertThat(taken).isEqualTo(wanted);
  }
}
