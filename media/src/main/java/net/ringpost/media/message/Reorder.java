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
 * after its time, are dropped. Another SSRC, coding, or a sequence that jumps, begins anew behind
 * what was there, once it is clear that it has taken the first one's place. For one thread.
 */
final class Reorder<P extends Numbered> {
  static final long WAIT = TimeUnit.MILLISECONDS.toNanos(200);

  /** RFC 3550 A.1: a larger step is a restart. */
  private static final int JUMP = 3000;

  /** So many packets more than those of the stream so far make another stream the right one. */
  private static final int MORE = 2;

  /** Another stream that has not become the right one after so long is noise. */
  private static final long TRIAL = TimeUnit.MILLISECONDS.toNanos(500);

  private final TreeMap<Long, P> waiting = new TreeMap<>();
  private final List<P> ordered = new ArrayList<>();
  private @Nullable P newest;
  private long newestNumber;
  private long due = -1;
  private final List<P> others = new ArrayList<>();
  private int meanwhile;

  /** Takes packets in the order in which they came. */
  void add(P packet) {
    P before = newest;
    if (before == null || follows(packet, before)) {
      meanwhile++;
      put(packet);
      return;
    }
    if (others.isEmpty()
        || !follows(packet, others.getFirst())
        || packet.nowNanos() - others.getFirst().nowNanos() > TRIAL) {
      others.clear();
      meanwhile = 0;
    }
    others.add(packet);
    if (others.size() > meanwhile + MORE) {
      change();
    }
  }

  private void change() {
    release(Long.MAX_VALUE);
    due = -1;
    newest = null;
    others.forEach(this::put);
    others.clear();
  }

  private boolean follows(P packet, P before) {
    int step = (short) (packet.sequence() - before.sequence());
    return packet.ssrc() == before.ssrc()
        && packet.coding().equals(before.coding())
        && Math.abs(step) < JUMP;
  }

  private void put(P packet) {
    P before = newest;
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
  List<P> take(long nowNanos) {
    release(nowNanos);
    List<P> taken = List.copyOf(ordered);
    ordered.clear();
    return taken;
  }

  /** Everything that is there. */
  List<P> takeAll() {
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
