// SPDX-License-Identifier: Apache-2.0
package net.ringpost.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The lines that a process has printed so far, and a way to wait for one. Safe for use by several
 * threads.
 */
final class Lines {
  private final List<String> seen = new ArrayList<>();
  private boolean ended;

  /** Reads {@code stream} to its end in a thread of its own. */
  Lines(InputStream stream, String name) {
    Thread.ofPlatform().daemon().name(name).start(() -> read(stream));
  }

  private void read(InputStream stream) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        add(line);
      }
    } catch (IOException closed) {
      add("(" + closed.getMessage() + ")");
    } finally {
      end();
    }
  }

  private synchronized void add(String line) {
    seen.add(line);
    notifyAll();
  }

  private synchronized void end() {
    ended = true;
    notifyAll();
  }

  /** How many lines there are now: a mark from which {@link #await} can go on. */
  synchronized int count() {
    return seen.size();
  }

  /** All lines from the mark {@code from} on. */
  synchronized List<String> since(int from) {
    return List.copyOf(seen.subList(from, seen.size()));
  }

  /**
   * Waits for the first line at or after the mark {@code from} that {@code wanted} accepts.
   *
   * @return its index
   * @throws AssertionError if there is none within {@code limit}, or the stream ends without one;
   *     it quotes what was printed
   */
  synchronized int await(int from, Predicate<String> wanted, Duration limit, String what) {
    long deadline = System.nanoTime() + limit.toNanos();
    int next = from;
    while (true) {
      for (; next < seen.size(); next++) {
        if (wanted.test(seen.get(next))) {
          return next;
        }
      }
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (ended || left <= 0) {
        throw new AssertionError(
            "waited for "
                + what
                + (ended ? ", but the program ended" : " for " + limit.toMillis() + " ms")
                + "; it printed:\n  "
                + String.join("\n  ", seen.subList(Math.max(0, seen.size() - 15), seen.size())));
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting for " + what, e);
      }
    }
  }

  /** The line at {@code index}. */
  synchronized String get(int index) {
    return seen.get(index);
  }
}
