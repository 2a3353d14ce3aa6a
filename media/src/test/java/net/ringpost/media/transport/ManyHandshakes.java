// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.NullMarked;

/**
 * Does a handshake many times, some at once. With {@code -Dringpost.handshakes=2000} it does that
 * many, and tells how long they took.
 */
@NullMarked
public final class ManyHandshakes {
  /** One handshake. */
  @FunctionalInterface
  public interface Handshake {
    /**
     * Does it.
     *
     * @param number of this one, from 0
     * @return how long it took, in nanoseconds
     * @throws Exception or an error, when it failed
     */
    long took(int number) throws Exception;
  }

  /** How many at once. */
  public static final int AT_ONCE = 4;

  private static final long NEARLY_A_SECOND = 950;

  private ManyHandshakes() {}

  /**
   * Does them all; each must come to its end.
   *
   * @param what is told with the times
   * @param few how many, where none are asked for
   * @return the milliseconds each took, sorted
   */
  public static long[] succeed(String what, int few, Handshake handshake) {
    Integer wanted = Integer.getInteger("ringpost.handshakes");
    int count = wanted == null ? few : wanted;
    long[] millis = new long[count];
    List<String> failed = Collections.synchronizedList(new ArrayList<>());
    try (ExecutorService at = Executors.newFixedThreadPool(AT_ONCE)) {
      for (int i = 0; i < count; i++) {
        int number = i;
        at.execute(
            () -> {
              try {
                millis[number] = TimeUnit.NANOSECONDS.toMillis(handshake.took(number));
              } catch (Exception | AssertionError e) {
                failed.add(number + ": " + e);
              }
            });
      }
    }
    Arrays.sort(millis);
    if (wanted != null) {
      tell(what, millis);
    }
    assertThat(failed).as(what).isEmpty();
    return millis;
  }

  private static void tell(String what, long[] sorted) {
    List<String> longest =
        LongStream.of(sorted)
            .skip(Math.max(0, sorted.length - 20))
            .mapToObj(Long::toString)
            .collect(Collectors.toList());
    System.out.printf(
        "%s: %d handshakes: median %d ms, 90 %% %d, 99 %% %d, 99.9 %% %d, longest %d;"
            + " from a second: %d, over 3 s: %d; the longest: %s%n",
        what,
        sorted.length,
        sorted[sorted.length / 2],
        sorted[sorted.length * 9 / 10],
        sorted[sorted.length * 99 / 100],
        sorted[(int) (sorted.length * 999L / 1000)],
        sorted[sorted.length - 1],
        LongStream.of(sorted).filter(t -> t >= NEARLY_A_SECOND).count(),
        LongStream.of(sorted).filter(t -> t > 3000).count(),
        String.join(" ", longest));
  }

  /** Where many were asked for: none may have taken longer than what people wait for. */
  public static void assertQuick(long[] sorted) {
    if (Integer.getInteger("ringpost.handshakes") != null) {
      assertThat(sorted[sorted.length - 1]).as("longest, ms").isLessThan(3000);
    }
  }
}
