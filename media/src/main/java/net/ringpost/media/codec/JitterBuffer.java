// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.codec;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Puts one stream's packets back into the order of their timestamps and says, whenever more sound
 * is wanted, what comes next. It has no clock: its time is the sound that was asked for. When it
 * runs dry it waits, which makes the way through it longer by just that; nothing that comes late is
 * lost, except what was given up because later packets were there already. Times are in ticks of
 * the RTP clock. For one thread.
 */
final class JitterBuffer {
  /** What comes next. */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  sealed interface Next {
    /** Nothing has begun yet, or the pause is so long that the beginning is waited for anew. */
    record Idle() implements Next {}

    /** A packet; {@link #played} is to be called with how long it was. */
    record Play(byte[] payload) implements Next {}

    /**
     * A packet is missing, and a later one is there.
     *
     * @param ticks how much to make up
     * @param following the packet behind it, null when more is missing
     */
    record Lost(int ticks, byte @Nullable [] following) implements Next {}

    /** Nothing is there: make something up. */
    record Dry() implements Next {}
  }

  /** How much sound is waited for at first, in milliseconds. */
  static final int START_MILLIS = 80;

  private static final int LEAST_MILLIS = 40;
  private static final int MOST_MILLIS = 200;

  /** After so long without being late, a little less is enough. */
  private static final int CALM_MILLIS = 10_000;

  private static final int PAUSE_MILLIS = 1000;
  private static final int JUMP_MILLIS = 500;
  private static final int RESET_MILLIS = 5000;
  private static final int LATE_TOLERATED = 25;

  private static final int MOST_PACKETS = 250;

  private final TreeMap<Long, byte[]> waiting = new TreeMap<>();
  private final int frame;
  private final int millisecond;
  private int target;
  private boolean running;
  private boolean any;
  private long newest;
  private long playhead;
  private long askedInVain;
  private long dry;
  private long calm;
  private int lateInARow;

  /**
   * @param clockRate ticks per second, a multiple of 1000
   */
  JitterBuffer(int clockRate) {
    millisecond = clockRate / 1000;
    frame = 20 * millisecond;
    target = START_MILLIS * millisecond;
  }

  /**
   * Adds a packet. Doubles and those whose time is over are dropped.
   *
   * @param timestamp as in the packet
   * @param payload kept, not copied
   */
  void put(long timestamp, byte[] payload) {
    long time = any ? newest + (int) (timestamp - newest) : timestamp;
    if (any && Math.abs(time - newest) > (long) RESET_MILLIS * millisecond) {
      // Another time base, or the end of a long pause.
      restart(time);
    }
    if (running && time < playhead) {
      if (++lateInARow < LATE_TOLERATED) {
        return;
      }
      restart(time);
    }
    lateInARow = 0;
    newest = any ? Math.max(newest, time) : time;
    any = true;
    waiting.putIfAbsent(time, payload);
    if (waiting.size() > MOST_PACKETS) {
      waiting.pollFirstEntry();
    }
  }

  /** Forgets everything but how much should wait: another stream begins. */
  void forget() {
    restart(0);
    any = false;
  }

  private void restart(long time) {
    waiting.clear();
    running = false;
    newest = time;
    lateInARow = 0;
    dry = 0;
  }

  /** What comes next; 20 ms of it are counted when there is nothing. */
  Next next() {
    if (!running && !begins()) {
      return new Next.Idle();
    }
    while (!waiting.isEmpty() && waiting.firstKey() < playhead) {
      // Packets that overlap: their sender is wrong.
      waiting.pollFirstEntry();
    }
    Map.Entry<Long, byte[]> head = waiting.firstEntry();
    return head == null ? dryStep() : step(head);
  }

  private boolean begins() {
    if (waiting.isEmpty()) {
      return false;
    }
    long there = newest + frame - waiting.firstKey();
    if (there < target && askedInVain < target) {
      askedInVain += frame;
      return false;
    }
    askedInVain = 0;
    dry = 0;
    playhead = waiting.firstKey();
    running = true;
    return true;
  }

  private Next dryStep() {
    dry += frame;
    if (dry >= (long) PAUSE_MILLIS * millisecond) {
      running = false;
      return new Next.Idle();
    }
    return new Next.Dry();
  }

  private Next step(Map.Entry<Long, byte[]> head) {
    long hole = head.getKey() - playhead;
    if (dry > 0) {
      // What was waited while the sender paused was not late.
      long paused = Math.min(dry, hole);
      adapt(dry - paused);
      playhead += paused;
      hole -= paused;
      dry = 0;
    }
    if (hole > (long) JUMP_MILLIS * millisecond) {
      playhead = head.getKey();
      hole = 0;
    }
    if (hole > 0) {
      int part = (int) Math.min(hole, frame);
      playhead += part;
      return new Next.Lost(part, part == hole ? head.getValue() : null);
    }
    waiting.pollFirstEntry();
    return new Next.Play(head.getValue());
  }

  private void adapt(long late) {
    if (late > 0) {
      target = (int) Math.min((long) MOST_MILLIS * millisecond, target + late);
      calm = 0;
    }
  }

  /** Tells how long the last packet was, in ticks. */
  void played(int ticks) {
    playhead += ticks;
    calm += ticks;
    if (calm >= (long) CALM_MILLIS * millisecond) {
      calm = 0;
      target = Math.max(LEAST_MILLIS * millisecond, target - frame);
    }
  }

  /** How much sound waits, with its holes, in milliseconds. */
  int waitingMillis() {
    if (waiting.isEmpty()) {
      return 0;
    }
    long from = running ? playhead : waiting.firstKey();
    return (int) Math.max(0, (newest + frame - from) / millisecond);
  }

  /** How much should wait, in milliseconds, so that little is late. */
  int targetMillis() {
    return target / millisecond;
  }
}
