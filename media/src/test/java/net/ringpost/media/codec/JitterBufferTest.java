// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import net.ringpost.media.codec.JitterBuffer.Next;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In virtual time, with a clock of 8000: 160 ticks are 20 ms. */
@NullMarked
class JitterBufferTest {
  private static final int FRAME = 160;
  private static final int FULL = JitterBuffer.START_MILLIS / 20;

  private final JitterBuffer buffer = new JitterBuffer(8000);

  private record Arrival(long atMillis, int number) {}

  private static byte[] payload(int number) {
    return ByteBuffer.allocate(4).putInt(number).array();
  }

  private void put(int number) {
    buffer.put((long) number * FRAME & 0xFFFFFFFFL, payload(number));
  }

  /** What comes next: a packet's number, or a letter for what else. */
  private String next() {
    return switch (buffer.next()) {
      case Next.Idle() -> "idle";
      case Next.Dry() -> "dry";
      case Next.Lost(int ticks, byte[] following) ->
          "lost" + (following == null ? "" : ">" + ByteBuffer.wrap(following).getInt());
      case Next.Play(byte[] payload) -> {
        buffer.played(FRAME);
        yield Integer.toString(ByteBuffer.wrap(payload).getInt());
      }
    };
  }

  private List<String> next(int count) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(next());
    }
    return all;
  }

  private void start(int from) {
    for (int i = 0; i < FULL; i++) {
      put(from + i);
    }
  }

  @Test
  void beginning_waitsForEnough() {
    assertThat(next()).isEqualTo("idle");
    for (int i = 0; i < FULL - 1; i++) {
      put(i);
      assertThat(next()).isEqualTo("idle");
    }
    put(FULL - 1);
    assertThat(next(2)).containsExactly("0", "1");
  }

  @Test
  void beginning_ofASingleWord_doesNotWaitForEver() {
    put(0);
    List<String> got = next(FULL + 1);
    assertThat(got).containsOnlyOnce("0");
  }

  @Test
  void reordered_comeInOrder() {
    put(1);
    put(0);
    put(3);
    put(2);
    assertThat(next(4)).containsExactly("0", "1", "2", "3");
  }

  @Test
  void doubles_comeOnce() {
    start(0);
    start(0);
    assertThat(next(FULL)).containsExactly("0", "1", "2", "3");
    put(2);
    assertThat(next()).isEqualTo("dry");
  }

  @Test
  void lost_isToldWithWhatFollows() {
    put(0);
    put(3);
    put(4);
    put(5);
    assertThat(next(4)).containsExactly("0", "lost", "lost>3", "3");
  }

  @Test
  void late_isWaitedFor() {
    start(0);
    assertThat(next(FULL + 3)).endsWith("dry", "dry", "dry");
    // The same moment on the sender's clock: nothing was lost, all is just later now.
    put(FULL);
    put(FULL + 1);
    assertThat(next(2)).containsExactly("4", "5");
    assertThat(buffer.targetMillis()).isEqualTo(JitterBuffer.START_MILLIS + 60);
  }

  @Test
  void pauseOfTheSender_isNotTakenForLateness() {
    start(0);
    assertThat(next(FULL + 10)).contains("dry");
    put(FULL + 10);
    assertThat(next()).isEqualTo("14");
    assertThat(buffer.targetMillis()).isEqualTo(JitterBuffer.START_MILLIS);
  }

  @Test
  void longPause_beginsAnew() {
    start(0);
    next(FULL);
    assertThat(next(60)).endsWith("idle");
    put(1000);
    assertThat(next()).isEqualTo("idle");
    put(1001);
    put(1002);
    put(1003);
    assertThat(next()).isEqualTo("1000");
  }

  @Test
  void givenUp_isDroppedWhenItComesAfterAll() {
    put(0);
    put(2);
    put(3);
    put(4);
    assertThat(next(3)).containsExactly("0", "lost>2", "2");
    put(1);
    assertThat(next(2)).containsExactly("3", "4");
  }

  @Test
  void anotherTimeBase_isFollowed() {
    start(0);
    next(2);
    start(5_000_000);
    assertThat(next(2)).containsExactly("5000000", "5000001");
    start(100);
    assertThat(next(2)).containsExactly("100", "101");
  }

  @Test
  void timestampsThatWrapAround_goOn() {
    long last = 0xFFFFFFFFL - 2 * FRAME + 1;
    for (int i = 0; i < 4; i++) {
      buffer.put((last + (long) i * FRAME) & 0xFFFFFFFFL, payload(i));
    }
    assertThat(next(4)).containsExactly("0", "1", "2", "3");
  }

  @Test
  void flood_isBounded() {
    start(0);
    for (int i = FULL; i < 10_000; i++) {
      put(i);
    }
    assertThat(next(300)).filteredOn(s -> !s.equals("dry")).hasSizeLessThan(252);
  }

  /** Loss, doubles, reordering, bursts: each packet at most once, in order, and most of them. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void badNetwork_losesOnlyWhatItLost(long seed) {
    Random random = new Random(seed);
    Set<Integer> lost = new HashSet<>();
    PriorityQueue<Arrival> network = network(random, lost);
    List<Integer> played = new ArrayList<>();
    int made = 0;
    for (long now = 0; now < 25_000; now += 20) {
      while (!network.isEmpty() && network.peek().atMillis() <= now) {
        put(network.remove().number());
      }
      String next = next();
      if (Character.isDigit(next.charAt(0))) {
        played.add(Integer.valueOf(next));
      } else if (!next.equals("idle")) {
        made++;
      }
    }
    assertThat(played).isSorted().doesNotHaveDuplicates().doesNotContainAnyElementsOf(lost);
    assertThat(played).hasSizeGreaterThanOrEqualTo(1000 - lost.size() - 20);
    assertThat(made).isBetween(lost.size() - 5, lost.size() + 150);
  }

  private static PriorityQueue<Arrival> network(Random random, Set<Integer> lost) {
    PriorityQueue<Arrival> network =
        new PriorityQueue<>(java.util.Comparator.comparingLong(Arrival::atMillis));
    long stalled = 0;
    for (int i = 0; i < 1000; i++) {
      long sent = i * 20L;
      if (random.nextInt(200) == 0) {
        stalled = sent + random.nextInt(40, 150);
      }
      if (random.nextInt(20) == 0) {
        lost.add(i);
        continue;
      }
      long arrives = Math.max(stalled, sent + random.nextInt(0, 50));
      network.add(new Arrival(arrives, i));
      if (random.nextInt(30) == 0) {
        network.add(new Arrival(arrives + random.nextInt(0, 60), i));
      }
    }
    return network;
  }
}
