// SPDX-License-Identifier: Apache-2.0
package net.ringpost.media.message;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Puts packets back into their order. One that is missing is waited for, for a fixed time after the
 * next has come; nobody listens meanwhile, so there is nothing to adapt. Doubles, and what comes
 * after its time, are dropped. Another SSRC, codec, or a sequence that jumps, begins anew behind
 * what was there. For one thread.
 */
final class Reorder {
  static final long WAIT = TimeUnit.MILLISECONDS.toNanos(200);

  /** RFC 3550 A.1: a larger step is a restart. */
  private static final int JUMP = 3000;

  /** For so long, what is late of the stream before is not taken for another change. */
  private static final long FAREWELL = TimeUnit.SECONDS.toNanos(1);

  private final TreeMap<Long, Arrival> waiting = new TreeMap<>();
  private final List<Arrival> ordered = new ArrayList<>();
  private @Nullable Arrival newest;
  private long newestNumber;
  private long due = -1;
  private @Nullable Arrival left;
  private long leftNanos;

  /** Takes packets in the order in which they came. */
  void add(Arrival packet) {
    Arrival before = newest;
    if (before != null && !follows(packet, before)) {
      if (isStraggler(packet)) {
        return;
      }
      left = before;
      leftNanos = packet.nowNanos();
      release(Long.MAX_VALUE);
      due = -1;
      newest = null;
    }
    put(packet);
  }

  private static boolean follows(Arrival packet, Arrival before) {
    int step = (short) (packet.sequence() - before.sequence());
    return packet.ssrc() == before.ssrc()
        && packet.codec() == before.codec()
        && Math.abs(step) < JUMP;
  }

  private boolean isStraggler(Arrival packet) {
    Arrival gone = left;
    return gone != null && packet.nowNanos() - leftNanos < FAREWELL && follows(packet, gone);
  }

  private void put(Arrival packet) {
    Arrival before = newest;
    if (before == null) {
      newestNumber = packet.sequence();
      newest = packet;
      waiting.put(newestNumber, packet);
      return;
    }
    long number = newestNumber + (short) (packet.sequence() - before.sequence());
    if (due >= 0 && number < due) {
      return;
    }
    waiting.putIfAbsent(number, packet);
    if (number > newestNumber) {
      newestNumber = number;
      newest = packet;
    }
  }

  /** What is in order now, and what has been waited for long enough. */
  List<Arrival> take(long nowNanos) {
    release(nowNanos);
    List<Arrival> taken = List.copyOf(ordered);
    ordered.clear();
    return taken;
  }

  /** Everything that is there. */
  List<Arrival> takeAll() {
    return take(Long.MAX_VALUE);
  }

  private void release(long nowNanos) {
    while (!waiting.isEmpty()) {
      var first = waiting.firstEntry();
      boolean inTurn = first.getKey() == due;
      boolean waited = nowNanos == Long.MAX_VALUE || nowNanos - first.getValue().nowNanos() >= WAIT;
      if (!inTurn && !waited) {
        return;
      }
      ordered.add(first.getValue());
      due = first.getKey() + 1;
      waiting.pollFirstEntry();
    }
  }
}
