// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import java.io.PrintStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Prints each step of the demonstration as it happens, with the time since the start, and counts
 * what went wrong.
 */
final class Steps {
  private final PrintStream out;
  private final long begin = System.nanoTime();
  private int done;
  private int failed;
  private @Nullable Throwable told;

  Steps(PrintStream out) {
    this.out = out;
  }

  /** A line of its own that is no step. */
  void say(String line) {
    out.printf("         %s%n", line);
  }

  /**
   * Does one step and prints it.
   *
   * @param what the step in a person's words
   * @return what the step gives
   * @throws AssertionError when the step did; it was printed as failed before
   */
  <T> T step(String what, Supplier<T> work) {
    try {
      T result = work.get();
      done++;
      out.printf("%7.1f s ✓ %s%n", seconds(), what);
      return result;
    } catch (RuntimeException | AssertionError e) {
      fail(what, e);
      throw e;
    }
  }

  private void fail(String what, Throwable e) {
    failed++;
    told = e;
    out.printf("%7.1f s ✗ %s%n           %s%n", seconds(), what, e.getMessage());
  }

  /** The demonstration ends early because of {@code e}, which counts if no step has told of it. */
  void stop(Throwable e) {
    if (e != told) {
      fail("it went on as it should", e);
    }
    say("the demonstration stops here");
  }

  /** A check that does not end the demonstration when it fails. */
  void check(String what, boolean right) {
    if (right) {
      done++;
    } else {
      failed++;
    }
    out.printf("%7.1f s %s %s%n", seconds(), right ? "✓" : "✗", what);
  }

  /** Prints how it went; true if every step and check did. */
  boolean summary() {
    out.printf("%n%d steps went right, %d wrong, in %.1f s.%n", done, failed, seconds());
    return failed == 0;
  }

  private double seconds() {
    return (System.nanoTime() - begin) / 1e9;
  }
}
